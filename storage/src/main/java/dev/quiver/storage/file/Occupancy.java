package dev.quiver.storage.file;

/**
 * That a place is in use, as others can see who use it too. Ends when it is closed, or with the
 * process however that ends.
 */
public interface Occupancy extends AutoCloseable {
  /** For stores that cannot tell: there may always be others. */
  Occupancy UNKNOWN =
      new Occupancy() {
        @Override
        public boolean isAlone() {
          return false;
        }

        @Override
        public void close() {}
      };

  /**
   * Whether certainly no one else uses the place at this moment. Who comes later finds what was
   * published before this was asked.
   */
  boolean isAlone();

  @Override
  void close();
}
