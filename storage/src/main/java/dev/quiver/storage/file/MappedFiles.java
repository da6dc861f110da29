package dev.quiver.storage.file;

import dev.quiver.storage.column.HeapShare;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Open files, kept for the next reader of the same path, those last used; mappings within a budget
 * that others share.
 *
 * <p>At the budget's limit files are read through channels, which is slower and always works; such
 * are not kept, so the next reader may have a mapping. Files are immutable and their paths are
 * never used again, so what is kept is never out of date.
 */
final class MappedFiles {
  static final int HEAP_BELOW_BYTES = 1 << 16;
  private static final int SPAN_BITS = 30;
  private static final long SPAN_BYTES = 1L << SPAN_BITS;
  private static final long KEPT_HEAP_BYTES = HeapShare.bytes(64 << 20);

  private final MappingBudget budget;
  private final Map<Path, ByteSource> kept = new LinkedHashMap<>(16, 0.75f, true);
  private long keptHeapBytes;
  private int keptMappings;

  /** Keeps half as many mappings for the next reader as the budget allows. */
  MappedFiles(MappingBudget budget) {
    this.budget = budget;
  }

  ByteSource open(Path path) throws IOException {
    synchronized (this) {
      ByteSource source = kept.get(path);
      if (source != null) {
        return source;
      }
    }
    ByteSource source = read(path);
    if (source instanceof ChannelSource) {
      return source;
    }
    synchronized (this) {
      ByteSource earlier = kept.putIfAbsent(path, source);
      if (earlier != null) {
        return earlier;
      }
      count(source, 1);
      evict();
      return source;
    }
  }

  synchronized void forget(Path path) {
    ByteSource source = kept.remove(path);
    if (source != null) {
      count(source, -1);
    }
  }

  private void count(ByteSource source, int sign) {
    if (source instanceof HeapSource) {
      keptHeapBytes += sign * source.length();
    } else if (source instanceof MappedSource mapped) {
      keptMappings += sign * mapped.spans.size();
    }
  }

  private void evict() {
    var oldest = kept.entrySet().iterator();
    while (keptHeapBytes > KEPT_HEAP_BYTES || keptMappings > budget.limit() / 2) {
      ByteSource source = oldest.next().getValue();
      oldest.remove();
      count(source, -1);
    }
  }

  private ByteSource read(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      long length = channel.size();
      if (length < HEAP_BELOW_BYTES) {
        ByteBuffer bytes = ByteBuffer.allocate((int) length);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
        return new HeapSource(
            path.toString(), java.util.Arrays.copyOf(bytes.array(), bytes.position()));
      }
      List<MappedByteBuffer> spans = map(channel, length);
      return spans == null
          ? new ChannelSource(path, length)
          : new MappedSource(path, length, spans);
    }
  }

  private @Nullable List<MappedByteBuffer> map(FileChannel channel, long length)
      throws IOException {
    int spans = (int) ((length + SPAN_BYTES - 1) >>> SPAN_BITS);
    if (!budget.take(spans)) {
      return null;
    }
    List<MappedByteBuffer> mapped = new ArrayList<>();
    try {
      for (long at = 0; at < length; at += SPAN_BYTES) {
        MappedByteBuffer span =
            channel.map(FileChannel.MapMode.READ_ONLY, at, Math.min(SPAN_BYTES, length - at));
        budget.watch(span);
        mapped.add(span);
      }
      return mapped;
    } finally {
      budget.giveBack(spans - mapped.size());
    }
  }

  /** A file in mapped spans of a gibibyte. Views keep their span reachable, hence mapped. */
  private record MappedSource(Path path, long length, List<MappedByteBuffer> spans)
      implements ByteSource {
    @Override
    public String name() {
      return path.toString();
    }

    @Override
    public ByteBuffer read(long offset, int size) {
      HeapSource.checkRange(this, offset, size);
      if (size == 0) {
        return ByteBuffer.allocate(0).order(ByteOrder.LITTLE_ENDIAN);
      }
      int first = (int) (offset >>> SPAN_BITS);
      int last = (int) ((offset + size - 1) >>> SPAN_BITS);
      int start = (int) (offset & (SPAN_BYTES - 1));
      if (first == last) {
        return spans.get(first).slice(start, size).order(ByteOrder.LITTLE_ENDIAN);
      }
      ByteBuffer joined = ByteBuffer.allocate(size);
      for (int i = first; i <= last; i++) {
        int from = i == first ? start : 0;
        int to = (int) Math.min(spans.get(i).capacity(), offset + size - i * SPAN_BYTES);
        joined.put(spans.get(i).slice(from, to - from));
      }
      return joined.flip().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public @Nullable ByteBuffer view(long offset, int size) {
      boolean inOneSpan = size > 0 && offset >>> SPAN_BITS == (offset + size - 1) >>> SPAN_BITS;
      return inOneSpan ? read(offset, size) : null;
    }
  }
}
