package dev.quiver.storage.graph;

import dev.quiver.storage.format.IndexFile;
import dev.quiver.storage.format.MappedLayout;

/**
 * The graph of one index in one fragment: an {@link IndexFile} in the place of posting lists, with
 * magic "QUIVGRPH", format version 1, and
 *
 * <pre>
 * blocks     layer by layer from 0 on, each cut into blocks of at most 256 records
 *            layer 0, a record for each row of the fragment, in order (rows that are in no layer too):
 *              int32        how many neighbours, from 0 to 2M
 *              int32[2M]    their rows; zeros behind those that there are
 *            each layer above, a record for each row that reaches it, by ascending row:
 *              int32        the row
 *              int32        its record's number in the layer below (in layer 0 the row again)
 *              int32        how many neighbours, from 0 to M
 *              int32[M]     the numbers of their records in this layer
 * directory  int32        number of the entry's record in the top layer; -1 if no row is in a layer
 *            int32[k]     records of each layer, layer 0 included
 * trailer    width M
 * </pre>
 *
 * <p>Rows outside are too long for comparisons.
 */
final class GraphLayout {
  /** The directory begins with the entry. */
  static final IndexFile.Kind KIND =
      new IndexFile.Kind(new MappedLayout("QUIVGRPH", 1), "file of a graph", 1);

  static final int BLOCK_RECORDS = 256;
  static final int MOST_LAYERS = 32;

  /** What a record of a layer above 0 has before its count. */
  static final int UPPER_FIELDS = 2;

  private GraphLayout() {}

  /** Numbers in a record. */
  static int stride(int neighbours, int layer) {
    return (layer == 0 ? 0 : UPPER_FIELDS) + 1 + GraphShape.most(neighbours, layer);
  }

  static int blocks(int records) {
    return (int) (((long) records + BLOCK_RECORDS - 1) / BLOCK_RECORDS);
  }
}
