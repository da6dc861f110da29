package dev.quiver.sqltests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sqlline.SqlLine;

/** The shell of the Calcite family: reads metadata, then shows every value as it comes. */
class SqllineTest {
  private static EveryType database;

  @BeforeAll
  static void create() throws SQLException {
    database = EveryType.named("sqlline");
  }

  @AfterAll
  static void drop() throws SQLException {
    database.close();
  }

  @Test
  void listsTablesColumnsAndKeys() throws IOException {
    String printed = run("!tables", "!columns everything", "!primarykeys shelf", "!indexes shelf");
    assertThat(printed.lines())
        .anyMatch(line -> line.matches("'','public','everything','TABLE',.*"))
        .anyMatch(line -> line.matches("'','sys','versions','SYSTEM TABLE',.*"))
        .anyMatch(line -> line.startsWith("'','public','everything','n','3','DECIMAL','12',"))
        .anyMatch(line -> line.startsWith("'','public','everything','e','2003','VECTOR','3',"))
        .contains("'','public','shelf','number','2','shelf_pkey'")
        .anyMatch(line -> line.startsWith("'','public','shelf','false','','shelf_pkey','3','1'"));
  }

  @Test
  void asksForEveryAnswerOfTheMetadata() throws IOException {
    assertThat(run("!dbinfo", "!typeinfo", "!procedures", "!importedkeys shelf", "!exportedkeys x"))
        .contains("getDatabaseProductName", "Quiver", "'VECTOR','2003','65535'")
        .doesNotContain("Error:", "Exception");
  }

  @Test
  void showsValuesOfEveryType() throws IOException {
    assertThat(run("SELECT * FROM everything ORDER BY id;").lines())
        .anyMatch(
            line ->
                line.startsWith("'1','true','1','2','3','1.5','2.5','123.456','abc','hello',")
                    && line.contains("'2026-01-02','03:04:05','2026-01-02 03:04:05.123456',")
                    && line.endsWith("'[0.1,0.2,0.3]','[1,0,1,0,1,0,1,0]','[1, 2, 3]','mixed'"))
        .contains("2 rows selected (time)");
  }

  @Test
  void showsAFailureAndGoesOn() throws IOException {
    assertThat(
            run(
                "SELECT * FROM nope;",
                "INSERT INTO everything (id, i) VALUES (1, 1);",
                "!autocommit off",
                "DELETE FROM everything;",
                "!rollback",
                "!autocommit on",
                "SELECT COUNT(*) AS n FROM everything;"))
        .contains(
            "Error: unknown table nope (line 1, column 15) (state=42S02,",
            "Error: duplicate key (1) in primary key (id) of table everything (state=23505,",
            "2 rows affected",
            "'n'\n'2'\n");
  }

  /** What sqlline prints for these commands, without times. */
  private static String run(String... commands) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-u",
                database.url(),
                "-n",
                "ann",
                "-p",
                "secret",
                "-d",
                "dev.quiver.driver.QuiverDriver",
                "--outputformat=csv"));
    for (String command : commands) {
      arguments.add("-e");
      arguments.add(command);
    }
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    SqlLine sqlline = new SqlLine();
    PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
    sqlline.setOutputStream(stream);
    sqlline.setErrorStream(stream);
    sqlline.begin(arguments.toArray(String[]::new), new ByteArrayInputStream(new byte[0]), false);
    return printed.toString(StandardCharsets.UTF_8).replaceAll("\\([0-9.]+ seconds?\\)", "(time)");
  }
}
