package dev.quiver.benchmarks.reliability;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** An embedded database, as it is without any setting but those named. */
enum Engine {
  QUIVER("Quiver", "jdbc:quiver:%s/db"),
  SQLITE("SQLite", "jdbc:sqlite:%s/db"),
  SQLITE_WAL("SQLite, WAL and FULL", "jdbc:sqlite:%s/db?journal_mode=WAL&synchronous=FULL"),
  DUCKDB("DuckDB", "jdbc:duckdb:%s/db"),
  H2("H2", "jdbc:h2:file:%s/db");

  private final String title;
  private final String url;

  Engine(String title, String url) {
    this.title = title;
    this.url = url;
  }

  String title() {
    return title;
  }

  Connection open(Path directory) throws SQLException {
    return DriverManager.getConnection(String.format(url, directory.toAbsolutePath()));
  }
}
