package dev.quiver.storage.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.functions.distance.Metric;
import dev.quiver.storage.ColumnStatistics;
import dev.quiver.storage.IndexDefinition;
import dev.quiver.storage.IndexMethod;
import dev.quiver.storage.IndexParameters;
import dev.quiver.storage.VersionRecord;
import dev.quiver.storage.format.Envelope;
import dev.quiver.storage.format.FileKind;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Key;
import dev.quiver.storage.table.Schema;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.DecimalType;
import dev.quiver.storage.type.ListType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.TimeType;
import dev.quiver.storage.type.TimestampType;
import dev.quiver.storage.type.VectorType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever manifests and groups say is read back: schemas, fragments, bounds, history, indexes. */
class ManifestCodecTest {
  private static final List<DataType> TYPES =
      List.of(
          SimpleType.BOOLEAN,
          SimpleType.JSON,
          new DecimalType(38, 10),
          new TimeType(6),
          new TimestampType(3, false),
          new TimestampType(6, true),
          VectorType.ofFloats(768),
          new VectorType(13, VectorType.Element.BIT),
          new ListType(new ListType(SimpleType.UUID)));

  private static UUID uuid(Random random) {
    return new UUID(random.nextLong(), random.nextLong());
  }

  private static String text(Random random) {
    return random
        .ints(random.nextInt(8), 0, Character.MIN_SURROGATE)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static Instant instant(Random random) {
    return Instant.ofEpochSecond(random.nextInt(), 1_000L * random.nextInt(1_000_000));
  }

  private static Object bound(Random random) {
    List<Supplier<Object>> kinds =
        List.of(
            random::nextBoolean,
            random::nextInt,
            random::nextLong,
            random::nextFloat,
            random::nextDouble,
            () -> new BigDecimal(new BigInteger(random.nextInt(120), random).negate(), 7),
            () -> text(random),
            () -> text(random).getBytes(java.nio.charset.StandardCharsets.UTF_8),
            () -> LocalDate.ofEpochDay(random.nextInt(100_000) - 50_000),
            () -> LocalTime.ofNanoOfDay(Math.floorMod(random.nextLong(), 86_400_000_000_000L)),
            () -> LocalDateTime.ofInstant(instant(random), java.time.ZoneOffset.UTC),
            () -> instant(random),
            () -> uuid(random));
    return kinds.get(random.nextInt(kinds.size())).get();
  }

  private static List<Integer> fieldIds(Random random) {
    return random.ints(random.nextInt(4)).boxed().toList();
  }

  private static FragmentEntry fragment(Random random) {
    int rows = 1 + random.nextInt(1_000_000);
    List<DataFile> files = new ArrayList<>();
    List<KeyFileEntry> keyFiles = new ArrayList<>();
    List<IndexFile> indexFiles = new ArrayList<>();
    Map<Integer, ColumnStatistics> statistics = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      int checksum = random.nextInt();
      files.add(new DataFile(uuid(random), random.nextLong(), checksum, fieldIds(random)));
      keyFiles.add(new KeyFileEntry(uuid(random), random.nextLong(), checksum, fieldIds(random)));
      indexFiles.add(
          new IndexFile(uuid(random), uuid(random), uuid(random), random.nextLong(), checksum));
      statistics.put(
          i,
          new ColumnStatistics(
              random.nextBoolean() ? null : bound(random), bound(random), random.nextLong()));
    }
    FragmentRecord record =
        FragmentRecord.of(uuid(random), rows, files, keyFiles, statistics)
            .withIndexFiles(indexFiles);
    assertThat(record.files()).isEqualTo(files);
    assertThat(record.keyFiles()).isEqualTo(keyFiles);
    assertThat(record.indexFiles()).isEqualTo(indexFiles);
    statistics.forEach(
        (field, expected) ->
            assertThat(record.statistics(field).orElseThrow())
                .usingRecursiveComparison()
                .isEqualTo(expected));
    int deleted = random.nextBoolean() ? 0 : 1 + random.nextInt(rows);
    return new FragmentEntry(record, deleted == 0 ? null : uuid(random), deleted);
  }

  private static HistoryEntry line(Random random) {
    return new HistoryEntry(
        new VersionRecord(
            random.nextLong(),
            instant(random),
            text(random),
            random.nextLong(),
            random.nextLong(),
            random.nextLong(),
            random.nextInt(),
            random.nextLong()),
        uuid(random));
  }

  private static GroupRef ref(Random random) {
    return new GroupRef(uuid(random), 1 + random.nextInt(Group.MAX_ENTRIES), random.nextLong());
  }

  private static <T> List<T> some(Random random, int most, Supplier<T> one) {
    return IntStream.range(0, random.nextInt(most + 1)).mapToObj(i -> one.get()).toList();
  }

  private static Schema schema(Random random) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(12); i++) {
      DataType type = TYPES.get(random.nextInt(TYPES.size()));
      String defaultSql = random.nextBoolean() ? null : text(random);
      boolean nullable = i > 1;
      fields.add(
          new Field(3 * i, i + text(random), type, nullable, defaultSql, random.nextInt(99)));
    }
    List<Integer> columns = fields.size() > 1 ? List.of(1, 0) : List.of(0);
    List<Key> keys =
        random.nextBoolean() ? List.of() : List.of(new Key("k", columns), new Key("l", columns));
    return new Schema(fields, random.nextBoolean() ? List.of() : columns, keys, 100);
  }

  private static IndexEntry index(Random random) {
    IndexMethod[] methods = IndexMethod.values();
    IndexParameters parameters =
        random.nextBoolean()
            ? new IndexParameters(random.nextInt(100), 0, 0, random.nextInt(9), 4)
            : IndexParameters.ofGraph(16, 100);
    return new IndexEntry(
        uuid(random),
        new IndexDefinition(
            "i" + text(random),
            random.nextInt(9),
            methods[random.nextInt(methods.length)],
            random.nextBoolean() ? Metric.COSINE : Metric.L2,
            parameters),
        uuid(random));
  }

  private static void assertSame(List<FragmentEntry> read, List<FragmentEntry> written) {
    assertThat(read).hasSameSizeAs(written);
    for (int i = 0; i < read.size(); i++) {
      FragmentRecord one = read.get(i).fragment();
      FragmentRecord other = written.get(i).fragment();
      assertThat(one.id()).isEqualTo(other.id());
      assertThat(one.rows()).isEqualTo(other.rows());
      assertThat(one.bytes()).isEqualTo(other.bytes());
      assertThat(read.get(i).deletes()).isEqualTo(written.get(i).deletes());
      assertThat(read.get(i).deletedRows()).isEqualTo(written.get(i).deletedRows());
    }
  }

  @Property(tries = 80)
  void aManifestIsReadBack(@ForAll long seed) {
    Random random = new Random(seed);
    Manifest manifest =
        new Manifest(
            uuid(random),
            random.nextLong(),
            schema(random),
            new Totals(random.nextLong(), random.nextInt(), random.nextLong()),
            new Spilled<>(
                some(random, 5, () -> ref(random)), some(random, 9, () -> fragment(random))),
            new Spilled<>(some(random, 5, () -> ref(random)), some(random, 9, () -> line(random))),
            some(random, 3, () -> index(random)));
    byte[] file = manifest.encode();
    Manifest read = Manifest.decode(Envelope.open(FileKind.MANIFEST, "manifest", file));
    assertThat(read.table()).isEqualTo(manifest.table());
    assertThat(read.version()).isEqualTo(manifest.version());
    assertThat(read.schema()).isEqualTo(manifest.schema());
    assertThat(read.totals()).isEqualTo(manifest.totals());
    assertThat(read.fragments().groups()).isEqualTo(manifest.fragments().groups());
    assertSame(read.fragments().tail(), manifest.fragments().tail());
    assertThat(read.history()).isEqualTo(manifest.history());
    assertThat(read.indexes()).isEqualTo(manifest.indexes());
    assertThat(read.encode()).isEqualTo(file);
  }

  @Property(tries = 30)
  void aGroupIsReadBack(@ForAll long seed, @ForAll @IntRange(max = 60) int entries) {
    Random random = new Random(seed);
    boolean ofFragments = random.nextBoolean();
    Group group =
        new Group(
            ofFragments ? some(random, entries, () -> fragment(random)) : List.of(),
            ofFragments ? List.of() : some(random, entries, () -> line(random)));
    byte[] file = group.encode();
    Group read = Group.decode(Envelope.open(FileKind.GROUP, "group", file));
    assertSame(read.fragments(), group.fragments());
    assertThat(read.history()).isEqualTo(group.history());
    assertThat(read.encode()).isEqualTo(file);
  }
}
