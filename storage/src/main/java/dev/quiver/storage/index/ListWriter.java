package dev.quiver.storage.index;

import dev.quiver.functions.cluster.Monitor;
import dev.quiver.functions.cluster.Workers;
import dev.quiver.functions.quantiser.Encoder;
import dev.quiver.functions.quantiser.ProductEncoder;
import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.fragment.StoredFragment;
import dev.quiver.storage.posting.Generation;
import dev.quiver.storage.posting.PostingWriter;
import dev.quiver.storage.posting.Postings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the lists of a fragment with their codes: several lists at a time are encoded by several
 * threads, then written in order.
 */
final class ListWriter {
  /** Rows encoded before they are written: bounds the memory taken. */
  private static final int BATCH_ROWS = 32_768;

  private final StoredFragment fragment;
  private final int fieldId;
  private final Generation generation;
  private final FragmentLists lists;
  private final int words;

  ListWriter(
      StoredFragment fragment, int fieldId, Generation generation, FragmentLists lists, int words) {
    this.fragment = fragment;
    this.fieldId = fieldId;
    this.generation = generation;
    this.lists = lists;
    this.words = words;
  }

  /** What is done with the lists, one after the other. */
  private interface Taker {
    void take(int list, int vectors, List<ByteBuffer> chunks);
  }

  /** Writes the lists as they are. */
  void write(PostingWriter out, Monitor monitor) {
    write(
        (list, vectors, chunks) -> {
          int left = vectors;
          for (ByteBuffer chunk : chunks) {
            out.add(chunk, Math.min(left, Postings.MAX_CHUNK));
            left -= Postings.MAX_CHUNK;
          }
          out.endList();
        },
        monitor);
  }

  /** Writes the lists together with those that others had. */
  void write(ListMerge merge, Monitor monitor) {
    write(merge::write, monitor);
  }

  private void write(Taker taker, Monitor monitor) {
    int count = generation.lists();
    for (int first = 0; first < count; ) {
      int from = first;
      int end = first + 1;
      while (end < count && lists.starts()[end + 1] - lists.starts()[from] <= BATCH_ROWS) {
        end++;
      }
      List<List<ByteBuffer>> chunks = new ArrayList<>();
      for (int list = from; list < end; list++) {
        chunks.add(new ArrayList<>());
      }
      int rows = lists.starts()[end] - lists.starts()[from];
      Workers.run(
          rows == 0 ? 0 : end - from,
          () -> {
            ListEncoder encoder = new ListEncoder();
            return part -> {
              encoder.encode(from + part, chunks.get(part), monitor);
            };
          });
      for (int list = from; list < end; list++) {
        monitor.check();
        taker.take(list, size(list), chunks.get(list - from));
      }
      monitor.advance(rows);
      first = end;
    }
  }

  private int size(int list) {
    return lists.starts()[list + 1] - lists.starts()[list];
  }

  /** Encodes lists, one after the other. For one thread. */
  private final class ListEncoder {
    private final int dimension = generation.dimension();
    private final FragmentReader reader = fragment.open(new int[] {fieldId});
    private final Encoder encoder = new Encoder(generation.rotation(), dimension);
    private final @Nullable ProductEncoder product =
        generation.codebook() == null ? null : new ProductEncoder(generation.codebook());
    private final float[] raw = new float[32 * dimension];
    private final float[] mapped = new float[dimension];
    private final int[] code = new int[words];

    void encode(int list, List<ByteBuffer> out, Monitor monitor) {
      float[] centres = generation.centroids().centres().values();
      int first = lists.starts()[list];
      int size = size(list);
      if (words > 0 && size > 0) {
        encoder.enter(centres, list * dimension);
      }
      for (int from = 0; from < size; from += Postings.MAX_CHUNK) {
        monitor.check();
        int count = Math.min(Postings.MAX_CHUNK, size - from);
        int[] rows = Arrays.copyOfRange(lists.rows(), first + from, first + from + count);
        ByteBuffer chunk = PostingWriter.chunk(count, words);
        chunk.asIntBuffer().put(rows);
        for (int at = 0; words > 0 && at < count; at += 32) {
          encode(list, rows, at, Math.min(32, count - at), chunk);
        }
        out.add(chunk);
      }
    }

    private void encode(int list, int[] rows, int at, int some, ByteBuffer chunk) {
      float[] centres = generation.centroids().centres().values();
      int count = rows.length;
      int[] wanted = Arrays.copyOfRange(rows, at, at + some);
      reader.gatherVectors(0, wanted, some, raw);
      for (int i = 0; i < some; i++) {
        generation.space().map(raw, i * dimension, mapped, 0);
        Encoder.Terms terms =
            product == null
                ? encoder.encode(mapped, 0, centres, list * dimension, code)
                : product.encode(mapped, centres, list * dimension, code);
        float offset = generation.space().scoreOffset(raw, i * dimension);
        int place = at + i;
        for (int w = 0; w < words; w++) {
          chunk.putInt(4 * ((1 + w) * count + place), code[w]);
        }
        int termsAt = (1 + words) * count + place;
        chunk.putFloat(4 * termsAt, terms.base() + offset);
        chunk.putFloat(4 * (termsAt + count), terms.slope());
        chunk.putFloat(4 * (termsAt + 2 * count), terms.error());
      }
    }
  }
}
