package dev.quiver.functions.cluster;

/** Watches long work: is told how far it is, and may stop it. Safe for any number of threads. */
public interface Monitor {
  /** Watches nothing. */
  Monitor NONE =
      new Monitor() {
        @Override
        public void enter(String phase, long total) {
          // No one looks.
        }

        @Override
        public void advance(long steps) {
          // No one looks.
        }

        @Override
        public void check() {
          // Nothing stops it.
        }
      };

  /** The next part of the work begins. */
  void enter(String phase, long total);

  /** So many more steps of this part are done. */
  void advance(long steps);

  /** Throws if the work is to stop; asked every few milliseconds. */
  void check();
}
