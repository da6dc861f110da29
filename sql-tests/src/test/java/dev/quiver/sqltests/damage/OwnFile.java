package dev.quiver.sqltests.damage;

import dev.quiver.storage.arrow.ColumnFileReader;
import dev.quiver.storage.commit.Commit;
import dev.quiver.storage.deletes.DeletesFile;
import dev.quiver.storage.file.ByteSource;
import dev.quiver.storage.file.HeapSource;
import dev.quiver.storage.format.Envelope;
import dev.quiver.storage.format.FileKind;
import dev.quiver.storage.format.FormatFile;
import dev.quiver.storage.format.MappedLayout;
import dev.quiver.storage.graph.GraphCheck;
import dev.quiver.storage.graph.GraphFile;
import dev.quiver.storage.lookup.KeyFile;
import dev.quiver.storage.manifest.Group;
import dev.quiver.storage.manifest.Manifest;
import dev.quiver.storage.move.Moves;
import dev.quiver.storage.posting.IndexModel;
import dev.quiver.storage.posting.Postings;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntToLongFunction;
import java.util.zip.CRC32C;

/** The kinds of files of a database, each read in full without a database around it. */
enum OwnFile {
  FORMAT,
  COMMIT,
  MANIFEST,
  GROUP,
  DELETES,
  MOVES,
  MODEL,
  POSTINGS,
  GRAPH,
  KEYS,
  COLUMNS;

  /** What messages are to name. */
  static final String NAME = "damaged-file";

  private static final int ENVELOPE_CHECKSUM_AT = 12;
  private static final int DIRECTORY_AT = 24;
  private static final int KEY_CHECKSUMS_AT = 16;

  /** Where a file belongs, by where it lies and how it begins. */
  static OwnFile of(String file, byte[] content) {
    String kind = SampleDatabase.kind(file);
    return switch (kind.substring(kind.lastIndexOf('.') + 1)) {
      case "commit" -> COMMIT;
      case "manifest" -> MANIFEST;
      case "group" -> GROUP;
      case "deletes" -> DELETES;
      case "moves" -> MOVES;
      case "generation" -> MODEL;
      case "postings" -> isGraph(content) ? GRAPH : POSTINGS;
      case "keys" -> KEYS;
      case "arrow" -> COLUMNS;
      default -> FORMAT;
    };
  }

  private static boolean isGraph(byte[] content) {
    try {
      GraphFile.open(new HeapSource(NAME, content));
      return true;
    } catch (dev.quiver.functions.error.QuiverException e) {
      return false;
    }
  }

  /** Reads all there is; what is wrong is a QuiverException. */
  void read(byte[] content) {
    ByteSource source = new HeapSource(NAME, content);
    switch (this) {
      case FORMAT -> FormatFile.decode(NAME, content);
      case COMMIT -> Commit.decode(Envelope.open(FileKind.COMMIT, NAME, content));
      case MANIFEST -> Manifest.decode(Envelope.open(FileKind.MANIFEST, NAME, content));
      case GROUP -> Group.decode(Envelope.open(FileKind.GROUP, NAME, content));
      case DELETES -> DeletesFile.decode(NAME, content, SampleDatabase.ROWS);
      case MOVES -> Moves.decode(Envelope.open(FileKind.MOVES, NAME, content));
      case MODEL -> IndexModel.decode(NAME, content);
      case POSTINGS -> Postings.open(source).verify(() -> {});
      case GRAPH -> new GraphCheck(GraphFile.open(source), () -> {}).run();
      case KEYS -> KeyFile.open(source).verify();
      case COLUMNS -> readColumns(ColumnFileReader.open(source));
    }
  }

  private static void readColumns(ColumnFileReader reader) {
    reader.verify();
    for (int column = 0; column < reader.fields().size(); column++) {
      reader.statistics(column);
      reader.read(column, 0, reader.rows());
    }
  }

  /**
   * The same with the checksum that it should have, where one covers all or the directory. Column
   * files, which are Arrow's, have one for each part.
   */
  byte[] signed(byte[] content) {
    ByteBuffer file = ByteBuffer.wrap(content.clone()).order(ByteOrder.LITTLE_ENDIAN);
    switch (this) {
      case POSTINGS, GRAPH -> signTrailer(file, trailer -> file.getLong(trailer + DIRECTORY_AT));
      case KEYS -> signTrailer(file, trailer -> keyDirectory(file, trailer));
      case COLUMNS -> {}
      default -> signEnvelope(file);
    }
    return file.array();
  }

  private static void signEnvelope(ByteBuffer file) {
    if (file.limit() >= Envelope.HEADER_BYTES) {
      CRC32C crc = new CRC32C();
      crc.update(file.array(), 0, ENVELOPE_CHECKSUM_AT);
      int behind = ENVELOPE_CHECKSUM_AT + Integer.BYTES;
      crc.update(file.array(), behind, file.limit() - behind);
      file.putInt(ENVELOPE_CHECKSUM_AT, (int) crc.getValue());
    }
  }

  /** Where a key file's directory begins, by how many checksums it tells of. */
  private static long keyDirectory(ByteBuffer file, int trailer) {
    long checksums = Integer.toUnsignedLong(file.getInt(trailer + KEY_CHECKSUMS_AT));
    return trailer - MappedLayout.aligned(checksums * Integer.BYTES);
  }

  private static void signTrailer(ByteBuffer file, IntToLongFunction directoryAt) {
    int trailer = file.limit() - MappedLayout.TRAILER_BYTES;
    if (trailer < MappedLayout.HEADER_BYTES) {
      return;
    }
    long directory = directoryAt.applyAsLong(trailer);
    if (directory >= MappedLayout.HEADER_BYTES && directory <= trailer) {
      ByteBuffer header = file.slice(0, MappedLayout.HEADER_BYTES);
      int length = file.limit() - (int) directory - Integer.BYTES;
      ByteBuffer rest = file.slice((int) directory, length);
      file.putInt(file.limit() - Integer.BYTES, MappedLayout.checksum(header, rest));
    }
  }
}
