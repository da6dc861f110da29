package dev.quiver.sqltests.damage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/**
 * A fault in a reader of the product: of some text of its source another is made.
 *
 * @param source of a class of the storage, below its package
 */
record Fault(String source, String right, String wrong) {
  private static final Path SOURCES = Path.of("../storage/src/main/java/dev/quiver/storage");

  /** Compiles the class with the fault in it, to go before the sound one on a class path. */
  Path plant(Path directory) throws IOException {
    String text = Files.readString(SOURCES.resolve(source));
    assertThat(text).containsOnlyOnce(right);
    Path changed = directory.resolve("faulty").resolve(Path.of(source).getFileName());
    Path classes = Files.createDirectories(directory.resolve("faulty/classes"));
    Files.writeString(changed, text.replace(right, wrong));
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-nowarn",
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                WatchedProcess.CLASS_PATH,
                changed.toString());
    assertThat(failed).isZero();
    return classes;
  }
}
