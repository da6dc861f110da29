package dev.quiver.storage.format;

import com.google.flatbuffers.Table;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A flatbuffers table, read field by field when asked. Safe for any number of threads.
 *
 * <p>Field ids are those of the class that reads the file; they never change their meaning. A field
 * that is not there reads as 0, or as empty. Offsets that lead out of the file are CORRUPT_FILE
 * errors. A UUID takes two fields of 64 bits: most significant first, at {@code id} and {@code id +
 * 1}.
 */
public final class FlatRecord extends Table {
  private final String file;

  private FlatRecord(String file, int at, ByteBuffer bytes) {
    this.file = file;
    __reset(at, bytes);
  }

  /** The root table of a finished flatbuffer. */
  public static FlatRecord root(String file, ByteBuffer bytes) {
    ByteBuffer own = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    return checked(file, () -> new FlatRecord(file, own.getInt(0), own));
  }

  public String file() {
    return file;
  }

  public long int64(int id) {
    return checked(
        file,
        () -> {
          int at = at(id);
          return at == 0 ? 0L : bb.getLong(bb_pos + at);
        });
  }

  public int int32(int id) {
    return checked(
        file,
        () -> {
          int at = at(id);
          return at == 0 ? 0 : bb.getInt(bb_pos + at);
        });
  }

  public boolean flag(int id) {
    return checked(
        file,
        () -> {
          int at = at(id);
          return at != 0 && bb.get(bb_pos + at) != 0;
        });
  }

  public UUID uuid(int id) {
    return new UUID(int64(id), int64(id + 1));
  }

  /** Null for the UUID of zeros, which is never given to anything. */
  public @Nullable UUID uuidIfPresent(int id) {
    UUID uuid = uuid(id);
    return uuid.getMostSignificantBits() == 0 && uuid.getLeastSignificantBits() == 0 ? null : uuid;
  }

  public @Nullable String stringIfPresent(int id) {
    return checked(
        file,
        () -> {
          int at = at(id);
          return at == 0 ? null : __string(bb_pos + at);
        });
  }

  public String string(int id) {
    String text = stringIfPresent(id);
    return text == null ? "" : text;
  }

  /** Elements of a vector. */
  public int count(int id) {
    return checked(
        file,
        () -> {
          int at = at(id);
          if (at == 0) {
            return 0;
          }
          int count = __vector_len(at);
          if (count < 0 || count > bb.limit()) {
            throw new IndexOutOfBoundsException("vector of " + count);
          }
          return count;
        });
  }

  public FlatRecord table(int id, int index) {
    return checked(file, () -> new FlatRecord(file, __indirect(__vector(at(id)) + index * 4), bb));
  }

  /** A table that is no vector's element; null if there is none. */
  public @Nullable FlatRecord tableIfPresent(int id) {
    return checked(
        file,
        () -> {
          int at = at(id);
          return at == 0 ? null : new FlatRecord(file, __indirect(bb_pos + at), bb);
        });
  }

  public int int32(int id, int index) {
    return checked(file, () -> bb.getInt(__vector(at(id)) + index * 4));
  }

  /** A vector of bytes, as a view; null if there is none. */
  public @Nullable ByteBuffer bytesIfPresent(int id) {
    if (at(id) == 0) {
      return null;
    }
    int count = count(id);
    return checked(file, () -> bb.slice(__vector(at(id)), count).order(ByteOrder.LITTLE_ENDIAN));
  }

  private int at(int id) {
    return __offset(4 + 2 * id);
  }

  private static <T extends @Nullable Object> T checked(String file, Supplier<T> read) {
    try {
      return read.get();
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw Envelope.corrupt(file, "a field leads out of it (" + e.getMessage() + ")");
    }
  }
}
