package dev.quiver.storage.file;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files below a directory of this machine.
 *
 * <p>{@link #createIfAbsent} forces a temporary file and links it to its name, which no other way
 * of making a file does without losing or tearing some under races and kills. When a force fails,
 * the system may have dropped what it could not write, so this store takes no more writes.
 */
public final class LocalFileStore implements FileStore {
  private static final int MAX_MAPPINGS = 16_384;

  private final Path root;
  private final MappedFiles opened = new MappedFiles(MAX_MAPPINGS);
  private final Publisher publisher;
  private volatile @Nullable String poison;

  public LocalFileStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
    this.publisher = new Publisher(this.root.resolve("tmp"));
  }

  @Override
  public String name() {
    return root.toString();
  }

  @Override
  public FileSink create(String path) {
    checkWritable();
    Path file = root.resolve(path);
    try {
      makeDirectories(directoryOf(file));
      return new Sink(
          file, FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  @Override
  public ByteSource open(String path) {
    Path file = root.resolve(path);
    try {
      return opened.open(file);
    } catch (NoSuchFileException e) {
      throw missing(file, "the file is missing");
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  @Override
  public byte @Nullable [] readIfPresent(String path) {
    Path file = root.resolve(path);
    if (Files.notExists(file)) {
      return null; // Cheaper than a failed open; what cannot be told fails below.
    }
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
      return java.util.Arrays.copyOf(bytes.array(), bytes.position());
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException | ArithmeticException e) {
      throw failure(file, e);
    }
  }

  @Override
  public boolean createIfAbsent(String path, byte[] content) {
    checkWritable();
    Path file = root.resolve(path);
    try {
      makeDirectories(directoryOf(file));
      makeDirectories(root.resolve("tmp"));
      if (!publisher.publish(file, content)) {
        return false;
      }
    } catch (IOException e) {
      throw failure(file, e);
    }
    forceDirectory(directoryOf(file));
    return true;
  }

  @Override
  public void writeHint(String path, byte[] content) {
    Path file = root.resolve(path);
    try {
      Files.write(file, content);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  @Override
  public List<String> list(String directory) {
    Path dir = root.resolve(directory);
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(dir)) {
      for (Path file : files) {
        names.add(file.getFileName().toString());
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw failure(dir, e);
    } catch (IOException e) {
      throw failure(dir, e);
    }
    return names;
  }

  @Override
  public void delete(String path) {
    Path file = root.resolve(path);
    opened.forget(file);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  @Override
  public void force(Collection<String> directories) {
    checkWritable();
    for (String directory : directories) {
      forceDirectory(root.resolve(directory));
    }
  }

  private Path directoryOf(Path file) {
    Path parent = file.getParent();
    return parent == null ? root : parent;
  }

  private void makeDirectories(Path dir) throws IOException {
    if (Files.isDirectory(dir)) {
      return;
    }
    Path parent = dir.getParent();
    if (parent != null) {
      makeDirectories(parent);
    }
    try {
      Files.createDirectory(dir);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(dir)) {
        throw new NotDirectoryException(dir.toString());
      }
    }
    if (parent != null && dir.startsWith(root)) {
      forceDirectory(parent);
    }
  }

  private void forceDirectory(Path dir) {
    try (FileChannel channel = FileChannel.open(dir, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      poison(dir, e);
      throw failure(dir, e);
    }
  }

  private void poison(Path file, IOException e) {
    if (!(e instanceof ClosedByInterruptException)) {
      poison = file.toString();
    }
  }

  private void checkWritable() {
    String failed = poison;
    if (failed != null) {
      throw new QuiverException(
          ErrorCode.IO_FAILURE, failed, "an earlier flush failed; open the database anew");
    }
  }

  static QuiverException failure(Path file, Exception e) {
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return QuiverException.causedBy(
        e, ErrorCode.IO_FAILURE, file, reason == null ? e.getClass().getSimpleName() : reason);
  }

  static QuiverException missing(Path file, String what) {
    return new QuiverException(ErrorCode.CORRUPT_FILE, file, what);
  }

  private final class Sink implements FileSink {
    private final Path file;
    private final FileChannel channel;
    private boolean finished;

    Sink(Path file, FileChannel channel) {
      this.file = file;
      this.channel = channel;
    }

    @Override
    public void write(ByteBuffer bytes) {
      try {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      } catch (IOException e) {
        throw failure(file, e);
      }
    }

    @Override
    public void finish() {
      try {
        channel.force(true);
        channel.close();
        finished = true;
      } catch (IOException e) {
        poison(file, e);
        throw failure(file, e);
      }
    }

    @Override
    public void close() {
      if (!finished) {
        try {
          channel.close();
          Files.deleteIfExists(file);
        } catch (IOException e) {
          throw failure(file, e);
        }
      }
    }
  }
}
