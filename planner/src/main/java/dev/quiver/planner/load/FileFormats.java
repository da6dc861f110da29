package dev.quiver.planner.load;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The formats there are: the built-in ones and those that the class path adds. */
public final class FileFormats {
  private static final List<FileFormat> FORMATS = load();

  private FileFormats() {}

  private static List<FileFormat> load() {
    List<FileFormat> formats =
        new ArrayList<>(List.of(new CsvFormat(), new JsonFormat(), new ArrowFormat()));
    ServiceLoader.load(FileFormat.class, FileFormats.class.getClassLoader()).forEach(formats::add);
    return List.copyOf(formats);
  }

  /**
   * The format of a file: as the option says, else by its ending.
   *
   * @throws QuiverException FILE_FORMAT if neither tells
   */
  public static FileFormat of(Path file, FileOptions options) {
    String ending = extension(file);
    String wanted = options.format();
    return wanted == null
        ? find(null, ending).orElseThrow(() -> unknown(file, ending))
        : named(wanted);
  }

  /**
   * A format by its name.
   *
   * @throws QuiverException FILE_FORMAT
   */
  public static FileFormat named(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return find(lower, lower).orElseThrow(() -> missing(lower));
  }

  /**
   * An existing file.
   *
   * @throws QuiverException FILE_NOT_FOUND
   */
  public static Path file(String name) {
    Path file = path(name);
    if (Files.isRegularFile(file)) {
      return file;
    }
    throw new QuiverException(ErrorCode.FILE_NOT_FOUND, name);
  }

  /**
   * A name as a path.
   *
   * @throws QuiverException FILE_NOT_FOUND if it cannot be one
   */
  public static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw QuiverException.causedBy(e, ErrorCode.FILE_NOT_FOUND, name);
    }
  }

  private static Optional<FileFormat> find(@Nullable String name, String extension) {
    return FORMATS.stream()
        .filter(f -> f.name().equals(name) || f.extensions().contains(extension))
        .findFirst();
  }

  private static QuiverException unknown(Path file, String ending) {
    if (ending.equals("parquet")) {
      return missing(ending);
    }
    return new QuiverException(
        ErrorCode.FILE_FORMAT,
        file,
        "its ending names no format; add WITH (format = '…'), one of " + names());
  }

  private static QuiverException missing(String name) {
    return new QuiverException(
        ErrorCode.FILE_FORMAT,
        "format '" + name + "'",
        name.equals("parquet")
            ? "add the module quiver-parquet to the class path"
            : "unknown; there are " + names());
  }

  private static String names() {
    return String.join(", ", FORMATS.stream().map(FileFormat::name).toList());
  }

  private static String extension(Path file) {
    Path last = file.getFileName();
    String name = last == null ? "" : last.toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
