package dev.quiver.storage.file;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Files in the memory of this process: what an in-memory database lives in. */
public final class MemoryFileStore implements FileStore {
  private final String name;
  private final ConcurrentSkipListMap<String, byte[]> files = new ConcurrentSkipListMap<>();
  private final Map<String, Long> times = new ConcurrentHashMap<>();
  private final AtomicInteger users = new AtomicInteger();

  public MemoryFileStore(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public FileSink create(String path) {
    return new Sink(path);
  }

  @Override
  public ByteSource open(String path) {
    byte[] bytes = files.get(path);
    if (bytes == null) {
      throw new QuiverException(ErrorCode.CORRUPT_FILE, name + "/" + path, "the file is missing");
    }
    return new HeapSource(name + "/" + path, bytes);
  }

  @Override
  public byte @Nullable [] readIfPresent(String path) {
    byte[] bytes = files.get(path);
    return bytes == null ? null : bytes.clone();
  }

  @Override
  public boolean createIfAbsent(String path, byte[] content) {
    times.putIfAbsent(path, System.currentTimeMillis());
    return files.putIfAbsent(path, content.clone()) == null;
  }

  @Override
  public void writeHint(String path, byte[] content) {
    files.put(path, content.clone());
  }

  @Override
  public List<String> list(String directory) {
    String prefix = directory.isEmpty() ? "" : directory + "/";
    Set<String> names = new LinkedHashSet<>();
    for (String path : files.tailMap(prefix).keySet()) {
      if (!path.startsWith(prefix)) {
        break;
      }
      int slash = path.indexOf('/', prefix.length());
      names.add(path.substring(prefix.length(), slash < 0 ? path.length() : slash));
    }
    return List.copyOf(names);
  }

  @Override
  public void delete(String path) {
    files.remove(path);
    times.remove(path);
  }

  @Override
  public @Nullable FileInfo info(String path) {
    Long time = times.get(path);
    byte[] bytes = files.get(path);
    return time == null || bytes == null ? null : new FileInfo(bytes.length, time);
  }

  @Override
  public Occupancy occupy(boolean mayWrite) {
    users.incrementAndGet();
    AtomicBoolean closed = new AtomicBoolean();
    return new Occupancy() {
      @Override
      public boolean isAlone() {
        return users.get() == 1;
      }

      @Override
      public void close() {
        if (closed.compareAndSet(false, true)) {
          users.decrementAndGet();
        }
      }
    };
  }

  @Override
  public void force(Collection<String> directories) {
    // Memory lasts as long as it lasts.
  }

  private final class Sink implements FileSink {
    private final String path;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Sink(String path) {
      this.path = path;
    }

    @Override
    public void write(ByteBuffer more) {
      byte[] copy = new byte[more.remaining()];
      more.get(copy);
      bytes.writeBytes(copy);
    }

    @Override
    public void finish() {
      times.put(path, System.currentTimeMillis());
      if (files.putIfAbsent(path, bytes.toByteArray()) != null) {
        throw new QuiverException(
            ErrorCode.IO_FAILURE, name + "/" + path, "a file of this name exists");
      }
    }

    @Override
    public void close() {
      bytes.reset();
    }
  }
}
