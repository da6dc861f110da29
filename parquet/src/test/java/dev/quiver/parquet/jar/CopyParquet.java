package dev.quiver.parquet.jar;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What a user does with Parquet files: nothing but java.sql. Run by {@link ParquetJarCheck}. */
public final class CopyParquet {
  private CopyParquet() {}

  /** Takes files of columns id, d, text and v, a list of four floats. */
  public static void main(String[] files) throws SQLException {
    try (Connection c = DriverManager.getConnection("jdbc:quiver:");
        Statement s = c.createStatement()) {
      for (String file : files) {
        s.execute("CREATE OR REPLACE TABLE docs (id BIGINT, d DOUBLE, text VARCHAR, v VECTOR(4))");
        s.execute("COPY docs FROM '" + file + "'");
        print(s, "SELECT COUNT(*), SUM(id), MAX(text) FROM docs WHERE v IS NOT NULL");
        print(s, "SELECT COUNT(*), SUM(id), MAX(text) FROM READ_PARQUET('" + file + "')");
      }
    } catch (SQLException e) {
      System.out.println(e.getSQLState() + " " + e.getMessage());
    }
  }

  private static void print(Statement s, String sql) throws SQLException {
    try (ResultSet r = s.executeQuery(sql)) {
      while (r.next()) {
        System.out.println(r.getLong(1) + " " + r.getLong(2) + " " + r.getString(3));
      }
    }
  }
}
