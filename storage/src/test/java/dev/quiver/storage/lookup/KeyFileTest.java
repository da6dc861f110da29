package dev.quiver.storage.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.file.FileSink;
import dev.quiver.storage.file.HeapSource;
import dev.quiver.storage.file.MemoryFileStore;
import dev.quiver.storage.format.FileSummary;
import dev.quiver.storage.format.MappedLayout;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.DecimalType;
import dev.quiver.storage.type.SimpleType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Key files find what was put into them, seldom anything else, and never trust a damaged byte. */
class KeyFileTest {
  private static final MemoryFileStore STORE = new MemoryFileStore("memory");

  private static byte[] write(SortedKeys keys, int rows) {
    String path = "keys/" + UUID.randomUUID();
    try (FileSink sink = STORE.create(path)) {
      FileSummary summary = KeyFileWriter.write(sink, keys, rows);
      byte[] content = Objects.requireNonNull(STORE.readIfPresent(path));
      assertThat(summary.length()).isEqualTo(content.length);
      return content;
    }
  }

  private static KeyFile open(byte[] content) {
    return KeyFile.open(new HeapSource("memory/test.keys", content));
  }

  private static SortedKeys sorted(long... hashes) {
    int[] rows = new int[hashes.length];
    Arrays.setAll(rows, i -> i);
    return SortedKeys.sorting(hashes.clone(), rows);
  }

  private static List<Integer> rows(KeyIndex keys, long hash) {
    List<Integer> rows = new ArrayList<>();
    for (int at = keys.find(hash); at >= 0 && at < keys.keys() && keys.hash(at) == hash; at++) {
      rows.add(keys.row(at));
    }
    return rows;
  }

  @Property(tries = 60)
  void everyHashIsFoundWithAllItsRows(
      @ForAll @IntRange(max = 5_000) int count,
      @ForAll @IntRange(min = 1, max = 64) int bits,
      @ForAll long seed) {
    Random random = new Random(seed);
    long[] hashes = new long[count];
    // Few bits give equal hashes, and hashes that all lie at one end.
    Arrays.setAll(hashes, i -> random.nextLong() >>> (64 - bits));
    SortedKeys sorted = sorted(hashes);
    KeyFile file = open(write(sorted, count));
    file.verify();
    for (KeyIndex keys : List.of(sorted, file)) {
      assertThat(keys.keys()).isEqualTo(count);
      for (int i = 0; i < Math.min(count, 500); i++) {
        assertThat(rows(keys, hashes[i])).contains(i).doesNotHaveDuplicates();
      }
      for (int i = 0; i < 200; i++) {
        long other = random.nextLong();
        boolean there = Arrays.stream(hashes).anyMatch(hash -> hash == other);
        assertThat(keys.find(other) >= 0).isEqualTo(there);
      }
    }
    long[] all = new long[count + 1];
    assertThat(file.hashes(0, all)).isEqualTo(count);
    for (int i = 0; i < count; i++) {
      assertThat(all[i]).isEqualTo(sorted.hash(i)).isEqualTo(file.hash(i));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 10_000, 200_000})
  void theFilterSeldomLetsOthersPass(int count) {
    Random random = new Random(count);
    KeyFile file = open(write(sorted(random.longs(count).toArray()), count));
    int passed = 0;
    for (int i = 0; i < 100_000; i++) {
      passed += file.mayContain(random.nextLong()) ? 1 : 0;
    }
    assertThat(passed / 100_000.0).isBetween(0.001, 0.03);
    assertThat(file.length() * 8.0 / count).isLessThan(count < 10_000 ? 112 : 107);
  }

  @Test
  void everyDamagedByteIsANamedErrorOrDoesNoHarm() {
    long[] hashes = new Random(5).longs(300).toArray();
    byte[] good = write(sorted(hashes), 300);
    assertThat(rows(open(good), hashes[0])).containsExactly(0);
    for (int i = 0; i < good.length; i++) {
      for (int mask : new int[] {0x01, 0x80, 0xFF}) {
        byte[] bad = good.clone();
        bad[i] ^= (byte) mask;
        assertNeverWrong(bad, hashes);
      }
    }
    for (int length = 0; length < good.length; length += 7) {
      byte[] shorter = Arrays.copyOf(good, length);
      assertThatThrownBy(() -> open(shorter))
          .isInstanceOfSatisfying(
              QuiverException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_FILE))
          .hasMessageContaining("memory/test.keys");
    }
  }

  @Test
  void aNewerVersionIsTold() {
    byte[] content = write(sorted(new long[] {1, 2, 3}), 3);
    ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    int trailerAt = content.length - MappedLayout.TRAILER_BYTES;
    ByteBuffer trailer =
        bytes.slice(trailerAt, MappedLayout.TRAILER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(8, 2);
    trailer.putInt(MappedLayout.VERSION_AT, 2);
    int directory = KeyLayout.of("test", trailer).directoryBytes();
    trailer.putInt(
        MappedLayout.CHECKSUM_AT,
        MappedLayout.checksum(
            bytes.slice(0, MappedLayout.HEADER_BYTES),
            bytes.slice(trailerAt - directory, directory),
            trailer.slice(0, MappedLayout.CHECKSUM_AT)));
    assertThatThrownBy(() -> open(content))
        .isInstanceOfSatisfying(
            QuiverException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NEWER_FORMAT))
        .hasMessageContaining("memory/test.keys");
  }

  private static void assertNeverWrong(byte[] content, long[] hashes) {
    try {
      KeyFile file = open(content);
      for (int i = 0; i < hashes.length; i++) {
        assertThat(rows(file, hashes[i])).containsExactly(i);
        assertThat(file.find(hashes[i] + 1)).isEqualTo(-1);
      }
    } catch (QuiverException e) {
      assertThat(e.code()).isIn(ErrorCode.CORRUPT_FILE, ErrorCode.NEWER_FORMAT);
      assertThat(e).hasMessageContaining("memory/test.keys");
    }
  }

  @Test
  void blocksAreOnlyCheckedWhenTheyAreTouched() {
    long[] hashes = new Random(6).longs(50_000).toArray();
    byte[] content = write(sorted(hashes), hashes.length);
    content[content.length / 2] ^= 1;
    KeyFile file = open(content);
    int right = 0;
    for (int i = 0; i < hashes.length; i += 50) {
      try {
        assertThat(rows(file, hashes[i])).containsExactly(i);
        right++;
      } catch (QuiverException e) {
        assertThat(e).hasMessageContaining("wrong checksum of the block at byte");
      }
    }
    assertThat(right).isBetween(900, 999);
    assertThatThrownBy(file::verify).hasMessageContaining("wrong checksum of the block");
  }

  /** These never change: files hold them. */
  @Test
  void hashesAreThoseOfVersionOne() {
    assertThat(hash(SimpleType.INTEGER, 42)).isEqualTo(hash(SimpleType.BIGINT, 42L));
    assertThat(hash(SimpleType.DOUBLE, -0.0)).isEqualTo(hash(SimpleType.REAL, 0f));
    assertThat(hash(new DecimalType(10, 2), new BigDecimal("1.50")))
        .isEqualTo(hash(new DecimalType(38, 1), new BigDecimal("1.5")));
    assertThat(
            List.of(
                hash(SimpleType.BIGINT, 42L),
                hash(SimpleType.VARCHAR, "grüße"),
                hash(SimpleType.DOUBLE, 1.5),
                hash(SimpleType.BOOLEAN, true),
                hash(SimpleType.UUID, new UUID(1, 2)),
                hash(new DecimalType(10, 2), new BigDecimal("-1.50"))))
        .containsExactly(
            -6387817139659442654L,
            1543109994537967295L,
            -1789264046693927832L,
            6238072747940578789L,
            7145510984916422832L,
            347871056283289464L);
  }

  private static long hash(DataType type, Object value) {
    ColumnBuilder builder = ColumnBuilder.of(type);
    builder.append(value);
    Column column = builder.build();
    return new KeyColumns(List.of(column)).hash(0);
  }
}
