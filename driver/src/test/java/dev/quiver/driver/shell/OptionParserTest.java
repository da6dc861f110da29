package dev.quiver.driver.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionParserTest {
  @Test
  void nothingMeansAShellInMemory() throws ShellException {
    Options options = OptionParser.parse();
    assertThat(options.action()).isEqualTo(Options.Action.SQL);
    assertThat(options.url()).isEqualTo("jdbc:quiver:mem:shell");
    assertThat(options.scripts()).isEmpty();
    assertThat(options.format()).isEqualTo(OutputFormat.TABLE);
  }

  @Test
  void aPathIsADatabaseAndScriptsKeepTheirOrder() throws ShellException {
    Options options =
        OptionParser.parse("./db", "-e", "SELECT 1", "-f", "a.sql", "-e", "x", "--format", "csv");
    assertThat(options.url()).isEqualTo("jdbc:quiver:./db");
    assertThat(options.format()).isEqualTo(OutputFormat.CSV);
    assertThat(options.scripts())
        .containsExactly(
            new Options.Script.Text("SELECT 1"),
            new Options.Script.File(Path.of("a.sql")),
            new Options.Script.Text("x"));
  }

  @Test
  void aUrlStays() throws ShellException {
    assertThat(OptionParser.parse("jdbc:quiver:mem:x?readOnly=true").url())
        .isEqualTo("jdbc:quiver:mem:x?readOnly=true");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--nonsense      | unknown option --nonsense",
        "-e              | option -e needs a value",
        "--format yaml   | unknown format yaml: use table, csv or jsonl",
        "one two         | a second database: two",
      })
  void whatMakesNoSenseIsNamed(String arguments, String message) {
    assertThatThrownBy(() -> OptionParser.parse(arguments.split(" ")))
        .isInstanceOf(ShellException.class)
        .hasMessage(message);
  }
}
