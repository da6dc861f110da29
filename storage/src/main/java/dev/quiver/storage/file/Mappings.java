package dev.quiver.storage.file;

/** How many mappings of files this process has, of all its databases together. */
public final class Mappings {
  private Mappings() {}

  public static int live() {
    return MappingBudget.PROCESS.live();
  }

  /** There are never more: further files are read through channels. */
  public static int limit() {
    return MappingBudget.PROCESS.limit();
  }
}
