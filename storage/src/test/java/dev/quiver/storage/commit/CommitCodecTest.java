package dev.quiver.storage.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.storage.TableName;
import dev.quiver.storage.format.Envelope;
import dev.quiver.storage.format.FileKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;

/** Whatever commits and hints say is read back. */
class CommitCodecTest {
  @Property(tries = 300)
  void aCommitIsReadBackWithItsTablesAndTags(
      @ForAll @LongRange(min = 1) long number,
      @ForAll @LongRange(min = 0, max = 4_102_444_800_000_000L) long micros,
      @ForAll String operation,
      @ForAll @Size(max = 20) @UniqueElements List<String> names,
      @ForAll @IntRange(max = 20) int tagged) {
    Map<TableName, TableEntry> tables = new LinkedHashMap<>();
    Map<String, Long> tags = new LinkedHashMap<>();
    for (String name : names) {
      TableName table = new TableName("s" + name.length(), "t" + name);
      long version = 1 + number % (1 + name.length());
      tables.put(table, new TableEntry(new UUID(micros, number), table, version, uuid(name)));
      if (tags.size() < tagged) {
        tags.put(name, number - name.length());
      }
    }
    Instant time = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    Commit commit =
        new Commit(number, new UUID(number, micros), time, operation, tables, tags, number / 2);
    byte[] file = commit.encode();
    Commit read = Commit.decode(Envelope.open(FileKind.COMMIT, "commit", file));
    assertThat(read).isEqualTo(commit);
    assertThat(List.copyOf(read.tables().keySet())).isEqualTo(List.copyOf(tables.keySet()));
    assertThat(read.encode()).isEqualTo(file);
  }

  private static UUID uuid(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_16));
  }

  @Property(tries = 300)
  void aHintIsReadBackAndProvesItsCommit(
      @ForAll @LongRange(min = 1, max = 999_999_999_999_999_999L) long number) {
    assertThat(LatestHint.decode(LatestHint.encode(number)))
        .isEqualTo(new LatestHint(number, true));
  }

  /** Two writers' hints, one over the other, and any number of either's bytes. */
  @Property(tries = 300)
  void aTornHintProvesNothingButWhatOneOfThemSaid(
      @ForAll @LongRange(min = 1, max = 99_999) long one,
      @ForAll @LongRange(min = 1, max = 99_999) long other,
      @ForAll @IntRange(max = 20) int cut) {
    byte[] first = LatestHint.encode(one);
    byte[] second = LatestHint.encode(other);
    byte[] torn = java.util.Arrays.copyOf(first, Math.max(first.length, second.length));
    System.arraycopy(second, 0, torn, 0, Math.min(cut, second.length));
    LatestHint hint = LatestHint.decode(torn);
    assertThat(!hint.isProven() || hint.number() == one || hint.number() == other).isTrue();
  }
}
