package dev.quiver.storage.format;

/** The kinds of files that have an {@link Envelope}; each with the last four bytes of its magic. */
public enum FileKind {
  FORMAT("FRMT", "format file"),
  COMMIT("CMMT", "commit"),
  MANIFEST("MNFT", "manifest"),
  GROUP("GRUP", "group"),
  DELETES("DELS", "deletes file"),
  MOVES("MOVE", "moves file"),
  GENERATION("GENR", "index generation"),
  GRAPH_MODEL("GRMD", "model of graphs");

  private final String tag;
  private final String title;

  FileKind(String tag, String title) {
    this.tag = tag;
    this.title = title;
  }

  /** The first eight bytes of a file of this kind. */
  public String magic() {
    return "QUIV" + tag;
  }

  /** What messages call such a file. */
  public String title() {
    return title;
  }
}
