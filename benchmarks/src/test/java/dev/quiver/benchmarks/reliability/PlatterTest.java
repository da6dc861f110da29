package dev.quiver.benchmarks.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What strace wrote down, and what of it outlives a power cut. */
class PlatterTest {
  @TempDir private Path directory;

  @Test
  void aForcedFileHasItsNameForCertainOnlyOnAJournallingFileSystem() throws IOException {
    String trace =
        """
        7 openat(AT_FDCWD, "%s", O_WRONLY|O_CREAT|O_EXCL, 0666) = 3
        7 write(3, "%s", 4 <unfinished ...>
        8 write(1, "%s", 6) = 6
        7 <... write resumed>) = 4
        7 fsync(3)                          = 0
        """
            .formatted(hex(directory.toRealPath() + "/a"), hex("data"), hex("ack 5\n"));
    Platter journal = platter(trace, PlatterModel.JOURNAL);
    Platter posix = platter(trace, PlatterModel.POSIX);

    assertThat(journal.acknowledged()).isEqualTo(5);
    assertThat(content(journal, 0)).isEqualTo("data");
    assertThat(content(posix, 0)).isEqualTo("absent");
    assertThat(content(posix, 1)).isEqualTo("data");
  }

  private Platter platter(String trace, PlatterModel model) throws IOException {
    Path lines = Files.createTempFile("trace", "");
    Files.writeString(lines, trace);
    Trace read = Trace.read(lines, directory);
    Files.delete(lines);
    Platter platter = new Platter(read, model);
    read.steps().forEach(platter::advance);
    return platter;
  }

  /** Of the file in the state that is drawn first, or second: nothing uncertain, or everything. */
  private static String content(Platter platter, int drawn) {
    byte[] bytes = platter.draw(drawn, new Random(1)).root().files.get("a");
    return bytes == null ? "absent" : new String(bytes, StandardCharsets.UTF_8);
  }

  private static String hex(String text) {
    StringBuilder hex = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hex.append(String.format("\\x%02x", b));
    }
    return hex.toString();
  }
}
