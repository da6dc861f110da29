package dev.quiver.sqltests.damage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A reader that is fed with anything. Whatever it is, reading gives values or one error that names
 * the file; our own files are read with their checksum put right too, or nothing would get past it.
 */
enum FuzzTarget {
  CSV("csv", FuzzSeeds::csv),
  JSON("jsonl", FuzzSeeds::json),
  ARROW_FILE("arrow", FuzzSeeds::arrowFile),
  ARROW_STREAM("arrows", FuzzSeeds::arrowStream),
  PARQUET("parquet", FuzzSeeds::parquet),
  COLUMN_FILE(FuzzSeeds::columnFile, OwnFile.COLUMNS),
  COMMIT(FuzzSeeds::commit, OwnFile.COMMIT, OwnFile.FORMAT),
  MANIFEST(FuzzSeeds::manifest, OwnFile.MANIFEST, OwnFile.GROUP, OwnFile.DELETES, OwnFile.MOVES),
  KEY_FILE(FuzzSeeds::keyFile, OwnFile.KEYS),
  POSTINGS(FuzzSeeds::postings, OwnFile.POSTINGS),
  GRAPH(FuzzSeeds::graph, OwnFile.GRAPH),
  MODEL(FuzzSeeds::model, OwnFile.MODEL);

  private static final Set<ErrorCode> OF_FILES =
      Set.of(ErrorCode.CORRUPT_FILE, ErrorCode.NEWER_FORMAT, ErrorCode.NOT_A_DATABASE);

  private final String ending;
  private final List<OwnFile> kinds;
  private final Supplier<Stream<byte[]>> seeds;

  FuzzTarget(String ending, Supplier<Stream<byte[]>> seeds) {
    this.ending = ending;
    this.kinds = List.of();
    this.seeds = seeds;
  }

  FuzzTarget(Supplier<Stream<byte[]>> seeds, OwnFile... kinds) {
    this.ending = "";
    this.kinds = List.of(kinds);
    this.seeds = seeds;
  }

  Stream<byte[]> seeds() {
    return seeds.get();
  }

  /** Fails if reading does anything but give values or refuse the file. */
  void feed(byte[] content) throws IOException {
    if (kinds.isEmpty()) {
      ForeignReader.read(ending, content);
    }
    for (OwnFile kind : kinds) {
      read(kind, content);
      read(kind, kind.signed(content));
    }
  }

  private static void read(OwnFile kind, byte[] content) {
    try {
      kind.read(content);
    } catch (QuiverException e) {
      assertThat(e.code()).isIn(OF_FILES);
      assertThat(e).hasMessageContaining(OwnFile.NAME);
    }
  }
}
