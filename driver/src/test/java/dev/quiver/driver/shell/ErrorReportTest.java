package dev.quiver.driver.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class ErrorReportTest {
  @Test
  void aCaretStandsUnderThePlace() {
    SQLException failure = new SQLException("unknown column nme (line 1, column 8)", "42S22");
    assertThat(ErrorReport.lines(failure, "SELECT nme FROM docs", 0))
        .containsExactly(
            "ERROR 42S22: unknown column nme (line 1, column 8)",
            "  SELECT nme FROM docs",
            "         ^");
  }

  @Test
  void theLineOfALongerStatementIsNumbered() {
    SQLException failure = new SQLException("no (line 2, column 3)", "42000");
    assertThat(ErrorReport.lines(failure, "SELECT\n\tx\nFROM t", 0))
        .containsExactly("ERROR 42000: no (line 2, column 3)", "  line 2:  x", "            ^");
  }

  @Test
  void aLongLineIsShownAroundThePlace() {
    String sql = "SELECT '" + "1,".repeat(500) + "' FROM nowhere WHERE " + "x AND ".repeat(100);
    SQLException failure = new SQLException("no (line 1, column 1016)", "42S02");
    var lines = ErrorReport.lines(failure, sql, 60);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(1)).hasSizeLessThanOrEqualTo(60).contains("FROM nowhere");
    assertThat(lines.get(1).substring(lines.get(2).indexOf('^'))).startsWith("nowhere");
  }

  @Test
  void noPlaceNoCaret() {
    assertThat(ErrorReport.lines(new SQLException("disk full", "58030"), "SELECT 1", 80))
        .containsExactly("ERROR 58030: disk full");
    assertThat(ErrorReport.lines(new SQLException("x (line 9, column 1)", "42000"), "SELECT", 80))
        .hasSize(1);
  }
}
