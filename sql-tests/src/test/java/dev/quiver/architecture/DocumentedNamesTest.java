package dev.quiver.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Docs cannot rot: every class and every file that docs/ARCHITECTURE.md and CONTRIBUTING.md name
 * exists.
 */
class DocumentedNamesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern CODE = Pattern.compile("`([^`\\s]+)`");
  private static final Pattern CLASS_NAME = Pattern.compile("[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)*");

  @Test
  void everyClassNamedInTheDocsExists() throws IOException {
    Set<String> sources = sourceNames();
    for (Path doc :
        List.of(ROOT.resolve("docs/ARCHITECTURE.md"), ROOT.resolve("CONTRIBUTING.md"))) {
      Set<String> named = classesIn(Files.readString(doc));
      assertThat(named).as("%s names classes", doc.getFileName()).isNotEmpty();
      assertThat(sources).as("classes that %s names", doc.getFileName()).containsAll(named);
    }
  }

  @Test
  void aClassThatIsGoneIsCaught() throws IOException {
    assertThat(sourceNames()).doesNotContainAnyElementsOf(classesIn("see `NoSuchClassOfOurs`"));
  }

  /** Words in code marks that look like a class: CamelCase, without a dot or bracket. */
  private static Set<String> classesIn(String markdown) {
    return CODE.matcher(markdown)
        .results()
        .map(m -> m.group(1))
        .filter(word -> CLASS_NAME.matcher(word).matches())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> sourceNames() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .map(p -> p.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .collect(Collectors.toSet());
    }
  }
}
