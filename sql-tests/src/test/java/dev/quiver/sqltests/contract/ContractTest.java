package dev.quiver.sqltests.contract;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What the tests of the contract stand on: a private database in memory for each test. Each test is
 * named for one sentence of SQL.md and quotes it.
 */
abstract class ContractTest {
  Sql db;

  @BeforeEach
  void openDatabase() throws SQLException {
    db = Sql.inMemory();
  }

  @AfterEach
  void closeDatabase() throws SQLException {
    db.close();
  }
}
