package dev.quiver.driver.error;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;

/**
 * Turns whatever went wrong into the SQLException that JDBC has for it.
 *
 * <p>The subclass follows the SQLSTATE's class, as the JDBC specification has it; message, SQLSTATE
 * and vendor code are those of the catalogue. Anything that is not from the catalogue is a defect
 * and is reported as INTERNAL, with its cause. Of the JVM's own failures only those go on as errors
 * after which it cannot be trusted.
 */
public final class SqlErrors {
  private static final String FAILED_READ =
      "the disk failed, or the file was cut while it was open";

  private SqlErrors() {}

  /** The failure as an SQLException; one that already is stays itself. */
  public static SQLException of(Throwable failure) {
    if (failure instanceof SQLException already) {
      return already;
    }
    if (failure instanceof QuiverException known) {
      return of(known);
    }
    if (failure instanceof StackOverflowError) {
      return of(QuiverException.causedBy(failure, ErrorCode.NOT_SUPPORTED, "nesting this deep"));
    }
    if (failure instanceof OutOfMemoryError) {
      String limit = Runtime.getRuntime().maxMemory() / (1 << 20) + " MB of Java heap";
      return of(QuiverException.causedBy(failure, ErrorCode.OUT_OF_MEMORY, "the statement", limit));
    }
    if (failure instanceof InternalError && isFailedRead(failure)) {
      return of(
          QuiverException.causedBy(
              failure, ErrorCode.IO_FAILURE, "reading a file of the database", FAILED_READ));
    }
    if (failure instanceof VirtualMachineError fatal && !(failure instanceof InternalError)) {
      throw fatal;
    }
    return of(QuiverException.causedBy(failure, ErrorCode.INTERNAL, failure.toString()));
  }

  /** What the JVM throws where a page of a mapped file cannot be read. */
  private static boolean isFailedRead(Throwable failure) {
    return String.valueOf(failure.getMessage()).contains("memory access");
  }

  /** A new failure from the catalogue. */
  public static SQLException of(ErrorCode code, Object... arguments) {
    return of(new QuiverException(code, arguments));
  }

  /** A feature of JDBC that Quiver does not have. */
  public static SQLFeatureNotSupportedException notSupported(String feature) {
    return (SQLFeatureNotSupportedException) of(ErrorCode.NOT_SUPPORTED, feature);
  }

  private static SQLException of(QuiverException failure) {
    String message = failure.getMessage();
    String state = failure.code().sqlState();
    int vendorCode = failure.code().vendorCode();
    SQLException error =
        switch (state.substring(0, 2)) {
          case "0A" -> new SQLFeatureNotSupportedException(message, state, vendorCode);
          case "08" -> new SQLNonTransientConnectionException(message, state, vendorCode);
          case "22" -> new SQLDataException(message, state, vendorCode);
          case "23" -> new SQLIntegrityConstraintViolationException(message, state, vendorCode);
          case "28" -> new SQLInvalidAuthorizationSpecException(message, state, vendorCode);
          case "40" -> new SQLTransactionRollbackException(message, state, vendorCode);
          case "3F", "42" -> new SQLSyntaxErrorException(message, state, vendorCode);
          default ->
              failure.code() == ErrorCode.TIMED_OUT
                  ? new SQLTimeoutException(message, state, vendorCode)
                  : new SQLException(message, state, vendorCode);
        };
    error.initCause(failure);
    return error;
  }
}
