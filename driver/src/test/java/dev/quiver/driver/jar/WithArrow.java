package dev.quiver.driver.jar;

import dev.quiver.driver.QuiverConnection;
import dev.quiver.driver.QuiverResultSet;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;

/** A root in and out. Run by {@link OneJarCheck} on the jar and Arrow's, without any flag. */
public final class WithArrow {
  private WithArrow() {}

  /** Takes the JDBC URL. */
  public static void main(String[] args) throws SQLException, IOException {
    try (BufferAllocator allocator = new RootAllocator();
        Connection c = DriverManager.getConnection(args[0]);
        Statement s = c.createStatement();
        IntVector ids = new IntVector("id", allocator);
        VectorSchemaRoot root = VectorSchemaRoot.of(ids)) {
      s.execute("CREATE TABLE numbers (id INTEGER)");
      for (int i = 0; i < 3; i++) {
        ids.setSafe(i, 10 + i);
      }
      root.setRowCount(3);
      System.out.println(c.unwrap(QuiverConnection.class).append("numbers", root) + " rows");
      try (ResultSet r = s.executeQuery("SELECT id FROM numbers WHERE id > 10 ORDER BY id");
          ArrowReader reader = r.unwrap(QuiverResultSet.class).arrow()) {
        while (reader.loadNextBatch()) {
          System.out.println(reader.getVectorSchemaRoot().getVector("id"));
        }
      }
    }
  }
}
