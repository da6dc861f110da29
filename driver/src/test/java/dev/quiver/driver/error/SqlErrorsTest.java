package dev.quiver.driver.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.functions.error.TextPosition;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.util.regex.Pattern;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Failures become the SQLExceptions that JDBC has for them. */
class SqlErrorsTest {
  /** Enough arguments of a kind that every pattern takes: numbers where it wants numbers. */
  private static SQLException error(ErrorCode code) {
    Object[] arguments =
        Pattern.compile("%(%|s|d)")
            .matcher(code.pattern())
            .results()
            .filter(directive -> !directive.group(1).equals("%"))
            .map(directive -> directive.group(1).equals("d") ? (Object) 7 : "x")
            .toArray();
    return SqlErrors.of(code, arguments);
  }

  /** An SQLException is an Iterable too. */
  private static AbstractThrowableAssert<?, ? extends Throwable> that(SQLException error) {
    return assertThat((Throwable) error);
  }

  @ParameterizedTest
  @EnumSource
  void everyErrorHasStateCodeAndMessage(ErrorCode code) {
    SQLException error = error(code);
    assertThat(error.getSQLState()).isEqualTo(code.sqlState()).matches("[0-9A-Z]{5}");
    assertThat(error.getErrorCode()).isEqualTo(code.vendorCode());
    assertThat(error.getMessage()).isNotBlank();
    that(error).hasCauseInstanceOf(QuiverException.class);
  }

  @Test
  void theSubclassFollowsTheState() {
    that(error(ErrorCode.SYNTAX)).isInstanceOf(SQLSyntaxErrorException.class);
    that(error(ErrorCode.UNKNOWN_TABLE)).isInstanceOf(SQLSyntaxErrorException.class);
    that(error(ErrorCode.NOT_SUPPORTED)).isInstanceOf(SQLFeatureNotSupportedException.class);
    that(error(ErrorCode.INVALID_URL)).isInstanceOf(SQLNonTransientConnectionException.class);
    that(error(ErrorCode.VECTOR_LENGTH)).isInstanceOf(SQLDataException.class);
    that(error(ErrorCode.DUPLICATE_KEY))
        .isInstanceOf(SQLIntegrityConstraintViolationException.class);
    that(error(ErrorCode.WRITE_CONFLICT)).isInstanceOf(SQLTransactionRollbackException.class);
    that(error(ErrorCode.TIMED_OUT)).isInstanceOf(SQLTimeoutException.class);
    that(error(ErrorCode.CANCELLED)).isExactlyInstanceOf(SQLException.class);
  }

  @Test
  void theMessageEndsWithLineAndColumn() {
    QuiverException failure =
        new QuiverException(ErrorCode.UNKNOWN_TABLE, "dcos").at(new TextPosition(1, 15));
    that(SqlErrors.of(failure)).hasMessage("unknown table dcos (line 1, column 15)");
  }

  @Test
  void anSqlExceptionStaysItself() {
    SQLException already = new SQLException("x");
    that(SqlErrors.of(already)).isSameAs(already);
  }

  @Test
  void aDefectIsInternalAndKeepsItsCause() {
    SQLException error = SqlErrors.of(new IllegalStateException("broken"));
    assertThat(error.getSQLState()).isEqualTo("XX000");
    that(error).hasMessage("internal error: java.lang.IllegalStateException: broken");
    that(error).hasRootCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void aMappedFileThatCannotBeReadIsAFailureOfTheDisk() {
    SQLException error =
        SqlErrors.of(
            new InternalError(
                "a fault occurred in a recent unsafe memory access operation in compiled Java"
                    + " code"));
    assertThat(error.getSQLState()).isEqualTo("58030");
    that(error)
        .hasMessage(
            "reading a file of the database: the disk failed, or the file was cut while it was"
                + " open");
    that(error).hasRootCauseInstanceOf(InternalError.class);
  }

  @Test
  void otherInternalErrorsOfTheMachineAreDefects() {
    SQLException error = SqlErrors.of(new InternalError("broken"));
    that(error).hasMessage("internal error: java.lang.InternalError: broken");
  }

  @Test
  void aMachineThatCannotBeTrustedIsNotTalkedOver() {
    UnknownError fatal = new UnknownError("no idea");
    assertThatThrownBy(() -> SqlErrors.of(fatal)).isSameAs(fatal);
  }

  @Test
  void whatExhaustsTheMachineIsAnErrorOfTheStatement() {
    assertThat(SqlErrors.of(new StackOverflowError()).getSQLState()).isEqualTo("0A000");
    assertThat(SqlErrors.of(new OutOfMemoryError()).getSQLState()).isEqualTo("53200");
  }
}
