package dev.quiver.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;

/**
 * After each test CHECK finds nothing wrong: not with the databases of the connections that the
 * test's fields hold, before they are closed, and not with those below its directories, after.
 */
public final class SoundDatabases implements AfterTestExecutionCallback, AfterEachCallback {
  @Override
  public void afterTestExecution(ExtensionContext context)
      throws SQLException, IllegalAccessException {
    Object test = context.getRequiredTestInstance();
    for (Field field : fields(test)) {
      if (field.getType() == Connection.class) {
        Connection connection = (Connection) field.get(test);
        if (!connection.isClosed()) {
          if (!connection.getAutoCommit()) {
            connection.rollback();
          }
          check(connection);
        }
      }
    }
  }

  @Override
  public void afterEach(ExtensionContext context)
      throws IOException, SQLException, IllegalAccessException {
    Object test = context.getRequiredTestInstance();
    for (Field field : fields(test)) {
      if (field.isAnnotationPresent(TempDir.class)) {
        for (Path database : databases((Path) field.get(test))) {
          try (Connection connection =
              DriverManager.getConnection("jdbc:quiver:" + database + "?readOnly=true")) {
            check(connection);
          }
        }
      }
    }
  }

  private static List<Field> fields(Object test) {
    List<Field> fields = new ArrayList<>();
    for (Field field : test.getClass().getDeclaredFields()) {
      field.setAccessible(true);
      fields.add(field);
    }
    return fields;
  }

  private static List<Path> databases(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.endsWith("FORMAT")).map(Path::getParent).toList();
    }
  }

  private static void check(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet findings = statement.executeQuery("CHECK DATABASE")) {
      // First what was looked at, then a row for each kind of check.
      assertThat(findings.next()).isTrue();
      while (findings.next()) {
        assertThat(findings.getString(3))
            .as(connection.getMetaData().getURL() + ": " + findings.getString(2))
            .isEqualTo("ok");
      }
    }
  }
}
