package dev.quiver.driver.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.driver.SoundDatabases;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a user sees it: what is printed where, and the exit status. */
@ExtendWith(SoundDatabases.class)
class MainTest {
  private static final String DOCS =
      "CREATE TABLE docs (id INTEGER PRIMARY KEY, text VARCHAR NOT NULL, v VECTOR(3));"
          + "INSERT INTO docs VALUES (1, 'one, \"two\"', '[1, 2, 3]'), (12, 'b', NULL)";

  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @Test
  void tablesAreDrawnForPeople() {
    assertThat(run("-e", DOCS, "-e", "SELECT id, text, v FROM docs ORDER BY id")).isZero();
    assertThat(out.toString())
        .isEqualTo(
            """
            OK
            2 rows inserted
             id │ text       │ v
            ────┼────────────┼─────────
              1 │ one, "two" │ [1,2,3]
             12 │ b          │ NULL
            (2 rows)
            """);
    assertThat(errors.toString()).isEmpty();
  }

  @Test
  void csvAndJsonLinesAreWholeAndBare() {
    run("-e", DOCS);
    out.getBuffer().setLength(0);
    run("--format", "csv", "-e", "SELECT id, text, v FROM docs ORDER BY id");
    assertThat(out.toString()).isEqualTo("id,text,v\n1,\"one, \"\"two\"\"\",\"[1,2,3]\"\n12,b,\n");
    out.getBuffer().setLength(0);
    run("--format", "jsonl", "-e", "SELECT id, text, v FROM docs ORDER BY id");
    assertThat(out.toString())
        .isEqualTo(
            """
            {"id": 1, "text": "one, \\"two\\"", "v": [1.0, 2.0, 3.0]}
            {"id": 12, "text": "b", "v": null}
            """);
  }

  @Test
  void aFailureStopsTheScriptWithACaretAndStatusOne() {
    assertThat(run("-e", DOCS, "-e", "SELECT nme FROM docs; SELECT 1")).isEqualTo(1);
    assertThat(out.toString()).doesNotContain("───");
    assertThat(errors.toString().lines())
        .hasSize(3)
        .first()
        .asString()
        .startsWith("ERROR 42S22: ")
        .contains("nme")
        .endsWith("(line 1, column 8)");
    assertThat(errors.toString()).contains("  SELECT nme FROM docs\n         ^\n");
  }

  @Test
  void aFailureInAFileNamesFileAndLine() throws IOException {
    Path file = Files.writeString(directory.resolve("a.sql"), DOCS + ";\n\nSELECT 1 FROM nowhere;");
    assertThat(run("-f", file.toString())).isEqualTo(1);
    assertThat(errors.toString()).startsWith(file + ":3: ERROR 42S02: ").contains("nowhere");
  }

  @Test
  void aMissingFileAndANonsensicalOptionAreNamed() {
    assertThat(run("-f", directory.resolve("no.sql").toString())).isEqualTo(1);
    assertThat(errors.toString())
        .isEqualTo("quiver: cannot read " + directory.resolve("no.sql") + ": no such file\n");
    assertThat(run("--nonsense")).isEqualTo(2);
    assertThat(errors.toString()).contains("unknown option --nonsense");
  }

  @Test
  void commandsDescribeTheDatabase() {
    assertThat(run("-e", DOCS, "-e", "\\d", "-e", "\\d DOCS")).isZero();
    assertThat(out.toString())
        .endsWith(
            """
             schema │ table │ type
            ────────┼───────┼───────
             public │ docs  │ table
            (1 row)
             column │ type      │ null     │ key
            ────────┼───────────┼──────────┼─────────
             id     │ INTEGER   │ NOT NULL │ primary
             text   │ VARCHAR   │ NOT NULL │
             v      │ VECTOR(3) │          │
            (3 rows)
            """);
  }

  @Test
  void expandedRowsAndIncludedFiles() throws IOException {
    Path file =
        Files.writeString(directory.resolve("a.sql"), "\\x on\nSELECT 1 AS a, 'b' AS text;");
    assertThat(run("-e", "\\i " + file)).isZero();
    assertThat(out.toString())
        .isEqualTo(
            """
            expanded display is on
            ─ row 1 ──────
            a    │ 1
            text │ b
            (1 row)
            """);
  }

  @Test
  void anUnknownCommandFails() {
    assertThat(run("-e", "\\nonsense")).isEqualTo(1);
    assertThat(errors.toString()).isEqualTo("ERROR: unknown command \\nonsense; \\? lists them\n");
  }

  @Test
  void aFileThatIsNoDatabaseIsSaidSo() throws IOException {
    Path file = Files.writeString(directory.resolve("notes.txt"), "x");
    assertThat(new Main(new PrintWriter(out), new PrintWriter(errors)).run("" + file)).isEqualTo(1);
    assertThat(errors.toString()).startsWith("ERROR 08001: ").contains("notes.txt");
  }

  @Test
  void helpAndVersion() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("Usage: quiver");
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).containsPattern("Quiver \\d+\\.\\d+\\.\\d+");
  }

  private int run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = directory.resolve("db").toString();
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    PrintWriter outWriter = new PrintWriter(out);
    PrintWriter errorWriter = new PrintWriter(errors);
    int status = new Main(outWriter, errorWriter).run(all);
    outWriter.flush();
    errorWriter.flush();
    return status;
  }
}
