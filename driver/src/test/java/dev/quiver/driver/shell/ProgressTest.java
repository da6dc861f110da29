package dev.quiver.driver.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.driver.SoundDatabases;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SoundDatabases.class)
class ProgressTest {
  private static final String WIPE = "\r\u001b[2K";
  private static final int WIDTH = 70;
  private static final int ROWS = 100_000;
  private static final int ATTEMPTS = 20;

  private final StringWriter printed = new StringWriter();
  private final Output out = Output.terminal(new PrintWriter(printed), () -> WIDTH);

  @Test
  void aLongCopyShowsItsBar(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("rows.csv");
    Files.writeString(
        file,
        IntStream.range(0, ROWS)
            .mapToObj(i -> i + ",\"[" + i + ",1,2,3,4,5,6,7]\"\n")
            .collect(Collectors.joining("", "id,v\n", "")));
    String url = "jdbc:quiver:mem:progress";
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        Progress progress = new Progress(url, out, 0, 1)) {
      statement.execute("CREATE TABLE t (id INTEGER, v VECTOR(8))");
      statement.execute(Progress.JOBS);
      // The first looks at sys.jobs are slow, so the first COPY may be over before one is done.
      for (int i = 0; i < ATTEMPTS && !printed.toString().contains("░ "); i++) {
        out.begin();
        Future<?> shown = progress.start();
        statement.execute("COPY t FROM '" + file + "'");
        shown.cancel(false);
        out.end();
      }
    }
    assertThat(printed.toString().split(WIPE.replace("[", "\\[")))
        .anySatisfy(
            line -> assertThat(line).matches("█*░+ +\\d+ %  [0-9.]+ m?s  COPY t FROM '[^\\n]*…"))
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(WIDTH));
    assertThat(printed.toString()).as("the bar is wiped at the end").endsWith(WIPE);
  }

  @Test
  void aLineOfSeveralIsShownAsOne() {
    out.begin();
    out.passing("INSERT INTO t\n\tSELECT 1");
    assertThat(printed).hasToString(WIPE + "INSERT INTO t SELECT 1");
    out.line("done");
    out.passing("never");
    assertThat(printed.toString()).endsWith(WIPE + "done\n");
  }
}
