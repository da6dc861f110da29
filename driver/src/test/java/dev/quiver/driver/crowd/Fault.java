package dev.quiver.driver.crowd;

/** What a writer does wrong, to show that readers notice. */
enum Fault {
  NONE,
  /** Commits between the two halves of a transfer. */
  TORN_TRANSFER,
  /** Calls a transfer done before it is committed. */
  EARLY_ACKNOWLEDGEMENT
}
