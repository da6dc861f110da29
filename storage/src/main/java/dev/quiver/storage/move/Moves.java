package dev.quiver.storage.move;

import dev.quiver.storage.Fragment;
import dev.quiver.storage.deletes.Bitmaps;
import dev.quiver.storage.format.Envelope;
import dev.quiver.storage.format.FileKind;
import dev.quiver.storage.format.FlatRecord;
import dev.quiver.storage.format.FlatWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/**
 * Where the rows of a compacted fragment come from: a file {@code moves/<fragment>.moves} in an
 * {@link Envelope}, a flatbuffer. Field ids:
 *
 * <pre>
 *  Moves    0 sources: [Source], in the order of their rows
 *  Source   0,1 fragment id   2 its rows: int32   3 where its first row is now: int32
 *           4 rows left behind, since they were deleted: [uint8], a portable Roaring bitmap;
 *             absent if there are none
 * </pre>
 *
 * <p>Only transactions need it that began before the compaction and deleted rows of a source, so it
 * lives as long as a transaction may last.
 */
public record Moves(List<Source> sources) {
  /**
   * A fragment whose live rows were moved, in their order.
   *
   * @param first the offset of its first moved row in the new fragment
   * @param leftBehind rows that were not moved; never changed
   */
  public record Source(UUID fragment, int rows, int first, RoaringBitmap leftBehind) {
    public Source {
      if (rows < 1 || rows > Fragment.MAX_ROWS || first < 0 || first > Fragment.MAX_ROWS) {
        throw new IllegalArgumentException("a source of " + rows + " rows at " + first);
      }
    }

    /** Rows that were moved. */
    int moved() {
      return rows - leftBehind.getCardinality();
    }

    /** Where a row is now that was not left behind: its rank among those moved. */
    int moved(int row) {
      return first + row - leftBehind.rank(row);
    }

    /** Where all rows that were moved are now. */
    public RoaringBitmap all() {
      return RoaringBitmap.bitmapOfRange(first, (long) first + moved());
    }

    /** Where rows are now, none of which was left behind. */
    public RoaringBitmap moved(RoaringBitmap from) {
      RoaringBitmap to = new RoaringBitmap();
      from.forEach((IntConsumer) row -> to.add(moved(row)));
      return to;
    }
  }

  public Moves {
    sources = List.copyOf(sources);
  }

  public byte[] encode() {
    FlatWriter out = new FlatWriter();
    int sourcesAt = out.tables(sources, s -> encode(out, s));
    out.start(1).child(0, sourcesAt);
    return Envelope.seal(FileKind.MOVES, out.finish(out.end()));
  }

  private static int encode(FlatWriter out, Source source) {
    int bitmap = source.leftBehind.isEmpty() ? 0 : out.bytes(Bitmaps.encode(source.leftBehind));
    out.start(5).uuid(0, source.fragment).int32(2, source.rows).int32(3, source.first);
    return out.child(4, bitmap).end();
  }

  /**
   * @throws dev.quiver.functions.error.QuiverException CORRUPT_FILE, NEWER_FORMAT
   */
  public static Moves decode(Envelope envelope) {
    FlatRecord root = FlatRecord.root(envelope.file(), envelope.payload());
    List<Source> sources = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < root.count(0); i++) {
      Source source = decode(envelope.file(), root.table(0, i));
      if (source.first != next) {
        throw Envelope.corrupt(envelope.file(), "its source " + i + " begins at " + source.first);
      }
      next += source.moved();
      sources.add(source);
    }
    return new Moves(sources);
  }

  private static Source decode(String file, FlatRecord source) {
    ByteBuffer bitmap = source.bytesIfPresent(4);
    int rows = source.int32(2);
    try {
      return new Source(
          source.uuid(0),
          rows,
          source.int32(3),
          bitmap == null ? new RoaringBitmap() : Bitmaps.decode(file, bitmap, rows));
    } catch (IllegalArgumentException e) {
      throw Envelope.corrupt(file, "it has " + e.getMessage());
    }
  }
}
