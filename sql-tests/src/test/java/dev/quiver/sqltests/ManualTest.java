package dev.quiver.sqltests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.Stream;
import net.hydromatic.quidem.Quidem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The living manual: SQL scripts with the results that they give, each against a fresh database.
 *
 * <p>A script that differs is written to {@code target/manual} with what came instead; where that
 * is right, copy it.
 */
class ManualTest {
  private static final Path SCRIPTS = Path.of("src/test/resources/manual");
  private static final Path ACTUAL = Path.of("target/manual");

  static Stream<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.list(SCRIPTS)) {
      return files.filter(p -> p.toString().endsWith(".iq")).sorted().toList().stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scripts")
  void script(Path script) throws IOException {
    String expected = Files.readString(script);
    String actual = run(expected);
    Files.createDirectories(ACTUAL);
    Files.writeString(ACTUAL.resolve(script.getFileName()), actual);
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void aWrongResultIsCaught() {
    String script =
        "!use quiver\n!set outputformat mysql\nVALUES 1;\n+---------+\n| column1 |\n+---------+\n|       2 |\n+---------+\n(1 row)\n\n!ok\n";
    assertThat(run(script)).isNotEqualTo(script).contains("      1 |");
  }

  private static String run(String script) {
    StringWriter actual = new StringWriter();
    Quidem.Config config =
        Quidem.configBuilder()
            .withReader(new StringReader(script))
            .withWriter(actual)
            .withConnectionFactory(new FreshDatabase())
            .build();
    new Quidem(config).execute();
    return actual.toString();
  }

  /** Each {@code !use quiver} opens a private database in memory. */
  private static final class FreshDatabase implements Quidem.ConnectionFactory {
    @Override
    public Connection connect(String name, boolean reference) throws SQLException {
      return DriverManager.getConnection("jdbc:quiver:");
    }
  }
}
