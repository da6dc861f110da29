package dev.quiver.storage.posting;

import dev.quiver.functions.quantiser.MetricSpace;
import dev.quiver.storage.format.Envelope;
import dev.quiver.storage.format.FileKind;
import dev.quiver.storage.posting.Generation.Effort;
import java.util.List;

/**
 * What the files of an index in all fragments share: the space that vectors are compared in and
 * what searches of growing effort found. Immutable; safe for any number of threads.
 */
public sealed interface IndexModel permits Generation, GraphModel {
  /** Beyond so many times the rows that there were, what was measured and trained holds no more. */
  int GROWTH = 4;

  MetricSpace space();

  /** Least effort first. */
  List<Effort> curve();

  /** Live rows of the table when this was made. */
  long trainedRows();

  /** An effort beyond which there is none. */
  int mostEffort();

  /** The content of the file. */
  byte[] encode();

  /**
   * The model that a file holds.
   *
   * @throws dev.quiver.functions.error.QuiverException CORRUPT_FILE, NEWER_FORMAT
   */
  static IndexModel decode(String file, byte[] content) {
    return Envelope.hasMagic(FileKind.GRAPH_MODEL, content)
        ? GraphModel.decode(Envelope.open(FileKind.GRAPH_MODEL, file, content))
        : Generation.decode(Envelope.open(FileKind.GENERATION, file, content));
  }

  default int dimension() {
    return space().dimension();
  }

  /** Whether a table of so many rows should have another one. */
  default boolean isOutgrownBy(long rows) {
    // Not the product, which a number from a file could make too large.
    return rows > 0 && (rows - 1) / GROWTH >= trainedRows();
  }
}
