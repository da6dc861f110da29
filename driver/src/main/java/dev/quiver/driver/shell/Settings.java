package dev.quiver.driver.shell;

/** What {@code \x}, {@code \timing} and {@code \format} change. */
final class Settings {
  private OutputFormat format;
  private boolean expanded;
  private boolean timing;

  Settings(OutputFormat format, boolean timing) {
    this.format = format;
    this.timing = timing;
  }

  OutputFormat format() {
    return format;
  }

  void format(OutputFormat value) {
    format = value;
  }

  boolean expanded() {
    return expanded;
  }

  void expanded(boolean value) {
    expanded = value;
  }

  boolean timing() {
    return timing;
  }

  void timing(boolean value) {
    timing = value;
  }

  ResultWriter writer() {
    return switch (format) {
      case TABLE -> expanded ? new ExpandedWriter() : new TableWriter(Values.EXACT);
      case CSV -> new CsvWriter();
      case JSONL -> new JsonLinesWriter();
    };
  }

  /** Whether more than the rows is printed: counts, times, "OK". */
  boolean talks() {
    return format == OutputFormat.TABLE;
  }
}
