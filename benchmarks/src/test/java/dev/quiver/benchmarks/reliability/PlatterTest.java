package dev.quiver.benchmarks.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @Test
  void aWriteGoesOnWhereASeekWentAndNotAtTheEnd() throws IOException {
    String trace =
        """
        7 openat(AT_FDCWD, "%s", O_WRONLY|O_CREAT|O_EXCL, 0666) = 3
        7 write(3, "%s", 6) = 6
        7 lseek(3, 1, SEEK_SET) = 1
        7 write(3, "%s", 1) = 1
        7 write(3, "%s", 1) = 1
        7 fsync(3) = 0
        """
            .formatted(hex(directory.toRealPath() + "/a"), hex("abcdef"), hex("X"), hex("Y"));
    assertThat(content(platter(trace, PlatterModel.JOURNAL), 0)).isEqualTo("aXYdef");
  }

  @Test
  void pathsAreRelativeToTheWorkingOrAnOpenDirectory() throws IOException {
    String root = directory.toRealPath().toString();
    String trace =
        """
        7 mkdir("%s", 0777) = 0
        7 openat(AT_FDCWD, "%s", O_RDONLY|O_DIRECTORY) = 3
        7 openat(3, "%s", O_WRONLY|O_CREAT, 0666) = 4
        7 write(4, "%s", 4) = 4
        7 linkat(3, "%s", 3, "%s", 0) = 0
        7 dup(3) = 5
        7 renameat2(5, "%s", AT_FDCWD, "%s", RENAME_NOREPLACE) = 0
        7 fchdir(3) = 0
        7 unlink("%s") = 0
        7 fsync(4) = 0
        """
            .formatted(
                hex(root + "/d"),
                hex(directory.getFileName() + "/./d"),
                hex("x"),
                hex("data"),
                hex("x"),
                hex("y"),
                hex("y"),
                hex(root + "/a"),
                hex("../d/x"));
    Platter platter = platter(trace, PlatterModel.JOURNAL);
    assertThat(content(platter, 0)).isEqualTo("data");
    assertThat(platter.draw(0, new Random(1)).root().directories.get("d").files).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openat(9, \"B\", O_WRONLY|O_CREAT, 0666) = 3",
        "openat(AT_FDCWD, \"A\", O_WRONLY) = 3",
        "openat(AT_FDCWD, \"A\", O_RDWR|O_TMPFILE, 0666) = 3",
        "unlink(\"A\") = 0",
        "linkat(AT_FDCWD, \"B\", AT_FDCWD, \"A\", AT_SYMLINK_FOLLOW) = 0",
        "rename(\"B\", \"A\") = 0",
        "renameat2(AT_FDCWD, \"A\", AT_FDCWD, \"A\", RENAME_EXCHANGE) = 0",
        "symlink(\"B\", \"A\") = 0",
        "fchdir(9) = 0"
      })
  void whatCannotBeToldIsRefused(String call) throws IOException {
    String a = hex(directory.toRealPath() + "/a");
    String trace = "7 " + call.replace("A\"", a + "\"").replace("B\"", hex("b") + "\"") + "\n";
    assertThatThrownBy(() -> read(trace))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no way to tell what " + call.replaceAll("\\(.*", "") + " did");
  }

  private Trace read(String trace) throws IOException {
    Path lines = Files.createTempFile("trace", "");
    try {
      Files.writeString(lines, trace);
      return Trace.read(lines, directory.toRealPath(), directory.toRealPath().getParent());
    } finally {
      Files.delete(lines);
    }
  }

  private Platter platter(String trace, PlatterModel model) throws IOException {
    Trace read = read(trace);
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
