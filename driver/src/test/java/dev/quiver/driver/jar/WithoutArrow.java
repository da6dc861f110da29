package dev.quiver.driver.jar;

import dev.quiver.driver.QuiverConnection;
import dev.quiver.driver.QuiverResultSet;
import dev.quiver.driver.QuiverStatement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Wrapper;

/**
 * Looks at JDBC's objects as reflective tools do, and asks for Arrow where there is none. Run by
 * {@link OneJarCheck} on the jar alone.
 */
public final class WithoutArrow {
  private WithoutArrow() {}

  /** Takes the JDBC URL. */
  public static void main(String[] args) throws SQLException {
    try (Connection c = DriverManager.getConnection(args[0]);
        Statement s = c.createStatement();
        ResultSet r = s.executeQuery("VALUES 1")) {
      look(c, QuiverConnection.class);
      look(s, QuiverStatement.class);
      look(r, QuiverResultSet.class);
    }
  }

  private static void look(Wrapper object, Class<?> type) throws SQLException {
    Class<?> own = object.getClass();
    int seen = own.getMethods().length + own.getDeclaredMethods().length + own.getFields().length;
    if (seen == 0 || object.isWrapperFor(type)) {
      System.out.println(own + " is a wrapper for " + type);
    }
    try {
      object.unwrap(type);
    } catch (SQLException refused) {
      System.out.println(refused.getSQLState() + " " + refused.getMessage());
    }
  }
}
