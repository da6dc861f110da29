package dev.quiver.driver.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.driver.SoundDatabases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several processes merge the same new keys at once: each key becomes one row, changed once by each
 * of them. {@code -Dquiver.merge.processes=8} makes it as many as one likes.
 */
@ExtendWith(SoundDatabases.class)
class ManyMergersTest {
  private static final int PROCESSES = Integer.getInteger("quiver.merge.processes", 3);
  private static final int KEYS = 1_000;
  private static final int BATCH = 500;

  @TempDir private Path directory;

  @Test
  void theyLeaveOneRowForEachKey() throws Exception {
    String url = "jdbc:quiver:" + directory.resolve("db");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, writer VARCHAR, times INTEGER)");
      List<Process> processes = new ArrayList<>();
      for (int i = 0; i < PROCESSES; i++) {
        processes.add(start(url, "writer-" + i));
      }
      for (Process process : processes) {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
      }
      assertThat(
              row(statement, "SELECT COUNT(*), COUNT(DISTINCT id), MIN(times), MAX(times) FROM t"))
          .containsExactly((long) KEYS, (long) KEYS, (long) PROCESSES, (long) PROCESSES);
    }
  }

  private static List<Long> row(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      List<Long> row = new ArrayList<>();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        row.add(rows.getLong(i));
      }
      return row;
    }
  }

  private static Process start(String url, String name) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new ProcessBuilder(
            java.toString(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            MergingProcess.class.getName(),
            url,
            name,
            String.valueOf(KEYS),
            String.valueOf(BATCH))
        .redirectErrorStream(true)
        .start();
  }
}
