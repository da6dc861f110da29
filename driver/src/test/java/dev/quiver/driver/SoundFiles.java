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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;

/** After each test CHECK finds nothing wrong with the databases below the test's directories. */
public final class SoundFiles implements AfterEachCallback {
  @Override
  public void afterEach(ExtensionContext context)
      throws IOException, SQLException, IllegalAccessException {
    Object test = context.getRequiredTestInstance();
    for (Field field : test.getClass().getDeclaredFields()) {
      if (field.isAnnotationPresent(TempDir.class)) {
        field.setAccessible(true);
        check((Path) field.get(test));
      }
    }
  }

  private static void check(Path directory) throws IOException, SQLException {
    List<Path> databases;
    try (Stream<Path> files = Files.walk(directory)) {
      databases = files.filter(file -> file.endsWith("FORMAT")).map(Path::getParent).toList();
    }
    for (Path database : databases) {
      try (Connection connection =
              DriverManager.getConnection("jdbc:quiver:" + database + "?readOnly=true");
          Statement statement = connection.createStatement();
          ResultSet findings = statement.executeQuery("CHECK DATABASE")) {
        assertThat(findings.next()).isTrue();
        while (findings.next()) {
          assertThat(findings.getString(3)).as(database.toString()).isEqualTo("ok");
        }
      }
    }
  }
}
