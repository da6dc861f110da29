package dev.quiver.driver.connection;

import dev.quiver.driver.metadata.JdbcDatabaseMetaData;
import dev.quiver.driver.value.VectorForm;
import java.time.Duration;

/**
 * What a connection was opened with, beyond its session.
 *
 * @param queryTimeout of statements that set none; zero for no limit
 */
public record ConnectionOptions(JdbcDatabaseMetaData.Subject subject, Duration queryTimeout) {
  VectorForm vectorForm() {
    return subject.vectorForm();
  }
}
