package dev.quiver.storage.file;

import dev.quiver.storage.file.CrashState.Content;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The disk that a power cut left, for the next process. Takes down what is asked of the state: a
 * state with the same answers looks the same to the same program.
 */
public final class CrashedDisk implements Disk {
  private final CrashState state;
  private final Set<Question> asked = new LinkedHashSet<>();
  private final Map<String, byte[]> written = new HashMap<>();
  private final Set<String> made = new HashSet<>();
  private final Set<String> deleted = new HashSet<>();

  /** Something that a program wants to know of a disk. */
  public record Question(Kind kind, String path) {
    /** The answer that a state gives. */
    public Object of(CrashState state) {
      return switch (kind) {
        case CONTENT -> {
          Content content = state.files().get(path);
          yield content == null ? "none" : content;
        }
        case IS_DIRECTORY -> state.directories().contains(path);
        case NAMES -> names(state, path);
      };
    }

    private static List<String> names(CrashState state, String directory) {
      String prefix = directory + "/";
      Set<String> names = new TreeSet<>();
      for (Set<String> paths : List.of(state.files().keySet(), state.directories())) {
        for (String path : paths) {
          if (path.startsWith(prefix) && path.indexOf('/', prefix.length()) < 0) {
            names.add(path.substring(prefix.length()));
          }
        }
      }
      return List.copyOf(names);
    }
  }

  /** What is asked. */
  public enum Kind {
    CONTENT,
    IS_DIRECTORY,
    NAMES
  }

  public CrashedDisk(CrashState state) {
    this.state = state;
  }

  public FileStore store() {
    return new LocalFileStore(Path.of(SimulatedDisk.ROOT), this);
  }

  /** What was asked so far, in order, each question once. */
  public List<Question> asked() {
    return List.copyOf(asked);
  }

  private Object ask(Kind kind, String path) {
    Question question = new Question(kind, path);
    asked.add(question);
    return question.of(state);
  }

  private byte @Nullable [] content(String path) {
    byte[] own = written.get(path);
    if (own != null || deleted.contains(path)) {
      return own;
    }
    return ask(Kind.CONTENT, path) instanceof Content content ? content.bytes() : null;
  }

  @Override
  public NewFile create(Path file) {
    String path = file.toString();
    if (state.files().containsKey(path) || written.containsKey(path)) {
      throw new AssertionError("the path of a new file was used before: " + path);
    }
    written.put(path, new byte[0]);
    return new NewFile() {
      @Override
      public void write(ByteBuffer bytes) {
        byte[] before = written.get(path);
        byte[] after = Arrays.copyOf(before, before.length + bytes.remaining());
        bytes.get(after, before.length, bytes.remaining());
        written.put(path, after);
      }

      @Override
      public void force() {
        // There is no second power cut.
      }

      @Override
      public void close() {
        // Nothing is held.
      }
    };
  }

  @Override
  public ByteSource open(Path file) throws IOException {
    byte[] content = content(file.toString());
    if (content == null) {
      throw new NoSuchFileException(file.toString());
    }
    return new HeapSource(file.toString(), content);
  }

  @Override
  public byte @Nullable [] readIfPresent(Path file) {
    byte[] content = content(file.toString());
    return content == null ? null : content.clone();
  }

  @Override
  public void overwrite(Path file, byte[] content) {
    written.put(file.toString(), content.clone());
  }

  @Override
  public void link(Path name, Path existing) throws IOException {
    if (content(name.toString()) != null) {
      throw new FileAlreadyExistsException(name.toString());
    }
    written.put(name.toString(), content(existing.toString()));
  }

  @Override
  public void move(Path from, Path to) {
    written.put(to.toString(), content(from.toString()));
    delete(from);
  }

  @Override
  public void delete(Path file) {
    written.remove(file.toString());
    deleted.add(file.toString());
  }

  @Override
  public void createDirectory(Path directory) {
    made.add(directory.toString());
  }

  @Override
  public boolean exists(Path file) {
    return content(file.toString()) != null || isDirectory(file);
  }

  @Override
  public boolean isDirectory(Path file) {
    return made.contains(file.toString()) || (Boolean) ask(Kind.IS_DIRECTORY, file.toString());
  }

  @Override
  @SuppressWarnings("unchecked")
  public List<String> list(Path directory) throws IOException {
    if (!isDirectory(directory)) {
      throw new NoSuchFileException(directory.toString());
    }
    Set<String> names = new TreeSet<>((List<String>) ask(Kind.NAMES, directory.toString()));
    String prefix = directory + "/";
    deleted.stream().filter(p -> isIn(prefix, p)).forEach(p -> names.remove(tail(prefix, p)));
    for (Set<String> paths : List.of(written.keySet(), made)) {
      paths.stream().filter(p -> isIn(prefix, p)).forEach(p -> names.add(tail(prefix, p)));
    }
    return List.copyOf(names);
  }

  private static boolean isIn(String prefix, String path) {
    return path.startsWith(prefix) && path.indexOf('/', prefix.length()) < 0;
  }

  private static String tail(String prefix, String path) {
    return path.substring(prefix.length());
  }

  @Override
  public void forceDirectory(Path directory) {
    // There is no second power cut.
  }

  @Override
  public Closeable lock(Path file) {
    return () -> {};
  }
}
