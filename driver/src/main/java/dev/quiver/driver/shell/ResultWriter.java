package dev.quiver.driver.shell;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;

/** Prints a result's rows in one format. */
interface ResultWriter {
  /**
   * Prints the rows, and stops early when asked to.
   *
   * @return how many rows were printed
   */
  long write(ResultSet rows, BooleanSupplier stop, Output out) throws SQLException;
}
