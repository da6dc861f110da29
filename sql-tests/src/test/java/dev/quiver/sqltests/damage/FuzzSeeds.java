package dev.quiver.sqltests.damage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Small sound files that fuzzing begins with: those of frozen databases, and files of others. None
 * is made by the product here, which Jazzer would have to follow.
 */
final class FuzzSeeds {
  private static final Path FROZEN = Path.of("../storage/src/test/resources");
  private static final int MOST_OF_A_KIND = 4;

  private static final String CSV =
      """
      id,flag,d,v,born,wake,made,u,e
      1,true,-2.5e10,"say ""hi"",
      you",2026-01-02,03:04:05,2026-01-02 03:04:05.123456,123e4567-e89b-12d3-a456-426614174000,"[1, 2]"
      ,FALSE,,'x',,,,,
      """;

  private static final String JSON =
      """
      {"id": 1, "v": "\\u00e9", "e": [0.1, -2e3], "doc": {"a": [true, null]}, "t": [[1]]}
      {"ID": null, "v": "", "e": [1, 2], "n": 12345678901234567890.5}
      """;

  private FuzzSeeds() {}

  /** Of the kinds, in all frozen databases. */
  private static Stream<byte[]> of(OwnFile... kinds) {
    List<byte[]> found = new ArrayList<>();
    try (Stream<Path> databases = Files.list(FROZEN)) {
      for (Path database : databases.filter(Files::isDirectory).sorted().toList()) {
        Map<OwnFile, Integer> taken = new EnumMap<>(OwnFile.class);
        for (String file : SampleDatabase.files(database)) {
          byte[] content = Files.readAllBytes(database.resolve(file));
          OwnFile kind = OwnFile.of(file, content);
          boolean isWanted = List.of(kinds).contains(kind) && !file.equals("latest");
          if (isWanted && taken.merge(kind, 1, Integer::sum) <= MOST_OF_A_KIND) {
            found.add(content);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found.stream();
  }

  private static Stream<byte[]> foreign(String... names) {
    return Stream.of(names).map(FuzzSeeds::content);
  }

  private static byte[] content(String name) {
    try {
      Path directory = Files.createTempDirectory("seeds");
      directory.toFile().deleteOnExit();
      Path seed = Seeds.make(directory, name);
      if (seed.startsWith(directory)) {
        seed.toFile().deleteOnExit();
      }
      return Files.readAllBytes(seed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static Stream<byte[]> csv() {
    return Stream.of(CSV.getBytes(StandardCharsets.UTF_8));
  }

  static Stream<byte[]> json() {
    return Stream.of(JSON.getBytes(StandardCharsets.UTF_8));
  }

  static Stream<byte[]> arrowFile() {
    return Stream.concat(foreign("arrow-java.arrow"), of(OwnFile.COLUMNS));
  }

  static Stream<byte[]> arrowStream() {
    return foreign("arrow-java.arrows");
  }

  static Stream<byte[]> parquet() {
    return foreign(
        "every-type-dictionary.parquet",
        "every-type-delta-gzip.parquet",
        "every-type-plain-snappy.parquet",
        "arrow-rs-zstd.parquet",
        "arrow-rs-lz4.parquet");
  }

  static Stream<byte[]> columnFile() {
    return of(OwnFile.COLUMNS);
  }

  static Stream<byte[]> commit() {
    return of(OwnFile.COMMIT, OwnFile.FORMAT);
  }

  static Stream<byte[]> manifest() {
    return of(OwnFile.MANIFEST, OwnFile.GROUP, OwnFile.DELETES, OwnFile.MOVES);
  }

  static Stream<byte[]> keyFile() {
    return of(OwnFile.KEYS);
  }

  static Stream<byte[]> postings() {
    return of(OwnFile.POSTINGS);
  }

  static Stream<byte[]> graph() {
    return of(OwnFile.GRAPH);
  }

  static Stream<byte[]> model() {
    return of(OwnFile.MODEL);
  }
}
