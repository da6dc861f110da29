package dev.quiver.driver;

import java.sql.SQLException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;

/**
 * What the rows of a query can do beyond JDBC: {@code resultSet.unwrap(QuiverResultSet.class)}.
 *
 * <p>It needs Apache Arrow on the class path, {@code org.apache.arrow:arrow-vector} and a memory
 * module; without, {@code isWrapperFor} answers false.
 */
public interface QuiverResultSet {
  /**
   * The rows that {@code next} has not been called for, as Arrow vectors: each {@code
   * loadNextBatch} fills the reader's root with some thousand of them. From then on they are the
   * reader's alone, and the result set's own {@code next} and getters are refused.
   *
   * <p>A failure of the query, a cancel or its timeout is an IOException with the SQLException as
   * its cause. Closing the reader frees the memory of its root and closes the result set; closing
   * the result set alone ends the rows, but leaves the root as it is. For one thread.
   */
  ArrowReader arrow() throws SQLException;

  /** The same with memory of the caller's allocator, which stays the caller's to close. */
  ArrowReader arrow(BufferAllocator allocator) throws SQLException;
}
