package dev.quiver.storage.fragment;

/**
 * How a fragment is laid out in files.
 *
 * @param keyFileRows of how many rows it gets key files
 * @param oneFile whether all columns share a file, which a small fragment is read and forced sooner
 *     from; else vectors and BLOBs have files of their own
 */
public record FragmentShape(int keyFileRows, boolean oneFile) {
  /** Up to so many bytes a fragment is better off in one file. */
  public static final int SMALL_BYTES = 1 << 15;
}
