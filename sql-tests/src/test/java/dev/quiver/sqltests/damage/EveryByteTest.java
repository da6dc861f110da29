package dev.quiver.sqltests.damage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every byte of a database by three masks, and every length of its files, by the reader of each
 * kind of file: an error that names the file, each time. And once more with the checksum that
 * belongs to the damage: an answer or such an error.
 *
 * <p>In the suite one damage of {@value #STEP}; {@code -Dquiver.damage.step=1} makes all.
 */
class EveryByteTest {
  private static final int STEP = 61;
  private static final int EVERY = Integer.getInteger("quiver.damage.step", STEP);
  private static final Set<ErrorCode> OF_FILES =
      Set.of(ErrorCode.CORRUPT_FILE, ErrorCode.NEWER_FORMAT, ErrorCode.NOT_A_DATABASE);

  @TempDir private Path directory;

  private final Map<OwnFile, Long> damages = new EnumMap<>(OwnFile.class);

  @Test
  void everyDamageIsAnErrorThatNamesTheFile() throws IOException, SQLException {
    SampleDatabase.make(directory);
    long bytes = 0;
    for (String name : SampleDatabase.files(directory)) {
      byte[] good = Files.readAllBytes(directory.resolve(name));
      if (name.startsWith("horizon") || name.equals("latest")) {
        continue;
      }
      OwnFile file = OwnFile.of(name, good);
      assertThatCode(() -> file.read(good)).as(name).doesNotThrowAnyException();
      bytes += good.length;
      int all = Damages.count(good.length);
      for (int n = (int) (bytes % EVERY); n < all; n += EVERY) {
        byte[] bad = Damages.of(good, n);
        assertThat(isRefused(file, bad)).as("damage %d of %s", n, name).isTrue();
        isRefused(file, file.signed(bad));
        damages.merge(file, 1L, Long::sum);
      }
    }
    assertThat(bytes).isGreaterThan(64 << 10);
    assertThat(damages).containsOnlyKeys(OwnFile.values());
    System.out.println("of " + bytes + " bytes " + damages);
  }

  /** Whatever is thrown that is not of the file and does not name it fails the test. */
  private static boolean isRefused(OwnFile file, byte[] content) {
    try {
      file.read(content);
      return false;
    } catch (QuiverException e) {
      assertThat(e.code()).isIn(OF_FILES);
      assertThat(e).hasMessageContaining(OwnFile.NAME);
      return true;
    }
  }
}
