package dev.quiver.sqltests.damage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What damaged files of others once led to, each without the damage that found it. */
class FoundByDamageTest {
  @TempDir private Path directory;

  /** The statistics of a fragment once counted nanoseconds: an internal error at commit. */
  @Test
  void timesFarFrom1970AreCommitted() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:quiver:");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (made TIMESTAMP, seen TIMESTAMP WITH LOCAL TIME ZONE)");
      statement.execute(
          "INSERT INTO t VALUES (TIMESTAMP '1066-10-14 09:00:00', TIMESTAMP '2525-01-01 00:00:00'),"
              + " (TIMESTAMP '9999-12-31 23:59:59', TIMESTAMP '0001-01-01 00:00:00')");
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT made FROM t WHERE made < TIMESTAMP '1100-01-01 00:00:00'")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getObject(1)).hasToString("1066-10-14 09:00:00.0");
        assertThat(rows.next()).isFalse();
      }
    }
  }

  /** It once was taken for the star of SELECT *. */
  @Test
  void aColumnWithoutANameIsRefused() throws IOException, SQLException {
    Path file = Files.writeString(directory.resolve("a.jsonl"), "{\"id\": 1, \"\": 2}");
    try (Connection connection = DriverManager.getConnection("jdbc:quiver:");
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM READ_JSON('" + file + "')"))
          .isInstanceOf(SQLException.class)
          .hasMessage(file + ": its column 2 has no name");
    }
  }

  /** Storage once refused it, and could not say in which file it was. */
  @Test
  void aVectorThatIsNotFiniteIsRefusedWithItsFile() throws IOException, SQLException {
    Path good = Seeds.make(directory, "quiver.arrow");
    byte[] bytes = Files.readAllBytes(good);
    byte[] third = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(0.3f).array();
    int at = text(bytes).indexOf(text(third));
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(at, Float.NaN);
    Path bad = Files.write(directory.resolve("bad.arrow"), bytes);
    try (Connection connection = DriverManager.getConnection("jdbc:quiver:");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t AS SELECT * FROM READ_ARROW('" + good + "')");
      assertThatThrownBy(() -> statement.execute("COPY t FROM '" + bad + "'"))
          .isInstanceOf(SQLException.class)
          .hasMessageStartingWith(bad + ", row 1, column e: element 3 of a vector is NaN");
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
