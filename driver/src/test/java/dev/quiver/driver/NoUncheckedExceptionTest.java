package dev.quiver.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Calls every method of every JDBC object with poor arguments: each returns or throws an
 * SQLException with an SQLSTATE from the catalogue, never anything else and never "internal".
 */
class NoUncheckedExceptionTest {
  /** Called last: they end the object. */
  private static final List<String> ENDING = List.of("close", "abort", "free");

  /** One set of arguments: for each parameter's class, what to pass. */
  private enum Arguments {
    NOTHING,
    NEGATIVE,
    SOMETHING;

    Object of(Class<?> type) {
      if (type == boolean.class) {
        return this == SOMETHING;
      }
      if (type.isPrimitive()) {
        int number = this == NOTHING ? 0 : this == NEGATIVE ? -1 : 1;
        return primitive(type, number);
      }
      if (this != SOMETHING) {
        return null;
      }
      return type == String.class ? "c" : type == Object.class ? "1" : null;
    }

    private static Object primitive(Class<?> type, int number) {
      if (type == long.class) {
        return (long) number;
      }
      if (type == double.class) {
        return (double) number;
      }
      if (type == float.class) {
        return (float) number;
      }
      if (type == short.class) {
        return (short) number;
      }
      return type == byte.class ? (Object) (byte) number : (Object) number;
    }
  }

  /** Gives a fresh object each time, for its methods may end it. */
  private interface Source {
    Object open(Connection connection) throws SQLException;
  }

  private static ResultSet rows(Connection connection) throws SQLException {
    ResultSet rows = connection.createStatement().executeQuery("SELECT c, v FROM t");
    rows.next();
    return rows;
  }

  private static Source source(String name) {
    return switch (name) {
      case "Driver" -> connection -> new QuiverDriver();
      case "Connection" -> connection -> connection;
      case "Statement" -> Connection::createStatement;
      case "PreparedStatement" ->
          connection -> connection.prepareStatement("SELECT c FROM t WHERE c = ?");
      case "PreparedUpdate" ->
          connection -> connection.prepareStatement("INSERT INTO t VALUES (?, ?)");
      case "ResultSet" -> NoUncheckedExceptionTest::rows;
      case "ResultSetBeforeFirst" ->
          connection -> connection.createStatement().executeQuery("SELECT c, v FROM t");
      case "ResultSetMetaData" -> connection -> rows(connection).getMetaData();
      case "ParameterMetaData" ->
          connection ->
              connection.prepareStatement("INSERT INTO t VALUES (?, ?)").getParameterMetaData();
      case "DatabaseMetaData" -> Connection::getMetaData;
      case "MetaDataRows" -> connection -> connection.getMetaData().getTypeInfo();
      case "Array" -> connection -> rows(connection).getArray(2);
      case "Blob" -> Connection::createBlob;
      case "Clob" -> Connection::createClob;
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Driver",
        "Connection",
        "Statement",
        "PreparedStatement",
        "PreparedUpdate",
        "ResultSet",
        "ResultSetBeforeFirst",
        "ResultSetMetaData",
        "ParameterMetaData",
        "DatabaseMetaData",
        "MetaDataRows",
        "Array",
        "Blob",
        "Clob"
      })
  void everyMethodReturnsOrThrowsAnSqlException(String name) throws Exception {
    List<String> faults = new ArrayList<>();
    for (Arguments arguments : Arguments.values()) {
      try (Connection connection = DriverManager.getConnection("jdbc:quiver:");
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE t (c INTEGER, v VECTOR(2))");
        statement.execute("INSERT INTO t VALUES (1, '[1, 2]'), (2, NULL)");
        Object target = source(name).open(connection);
        for (Method method : methods(target)) {
          call(target, method, arguments, faults);
        }
        for (Method method : methods(target)) {
          call(target, method, arguments, faults);
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  private static List<Method> methods(Object target) {
    return Stream.of(
            Driver.class,
            Connection.class,
            PreparedStatement.class,
            Statement.class,
            ResultSet.class,
            ResultSetMetaData.class,
            ParameterMetaData.class,
            DatabaseMetaData.class,
            Array.class,
            java.sql.Blob.class,
            java.sql.NClob.class)
        .filter(type -> type.isInstance(target))
        .flatMap(type -> Arrays.stream(type.getMethods()))
        .filter(method -> !java.lang.reflect.Modifier.isStatic(method.getModifiers()))
        .distinct()
        .sorted(
            Comparator.comparing((Method method) -> ENDING.contains(method.getName()))
                .thenComparing(Method::toGenericString))
        .toList();
  }

  private static void call(Object target, Method method, Arguments arguments, List<String> faults)
      throws IllegalAccessException {
    Object[] values = Arrays.stream(method.getParameterTypes()).map(arguments::of).toArray();
    String what = method.getName() + Arrays.toString(values);
    try {
      method.invoke(target, values);
    } catch (InvocationTargetException thrown) {
      Throwable cause = thrown.getCause();
      if (!(cause instanceof SQLException error)) {
        faults.add(what + " threw " + cause);
      } else if (error.getSQLState() == null || error.getSQLState().equals("XX000")) {
        faults.add(what + " has SQLSTATE " + error.getSQLState() + ": " + error.getMessage());
      }
    }
  }

  /** The harness sees what it looks for. */
  @Test
  void anUncheckedExceptionIsCaught() throws IllegalAccessException {
    List<String> faults = new ArrayList<>();
    Comparator<Object> broken =
        (a, b) -> {
          throw new IllegalStateException("planted");
        };
    for (Method method : Comparator.class.getMethods()) {
      if (method.getName().equals("compare")) {
        call(broken, method, Arguments.NOTHING, faults);
      }
    }
    assertThat(faults)
        .containsExactly("compare[null, null] threw java.lang.IllegalStateException: planted");
  }
}
