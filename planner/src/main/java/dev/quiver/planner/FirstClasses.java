package dev.quiver.planner;

import dev.quiver.planner.parser.generated.QuiverSqlParserTokenManager;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.BuiltInMethod;

/**
 * The classes that a first search needs, in the order in which it needs them, as {@code
 * benchmarks/run classes} found them.
 *
 * <p>But for a few they are loaded and not initialised: to load a class takes no lock that another
 * thread's initialisation could wait for. On two processors it takes a seventh to a fifth off the
 * time to a first answer, and nothing where a class-data archive holds them.
 */
final class FirstClasses {
  private static final String LIST = "first-classes.txt";

  /**
   * What takes long to initialise and waits for nothing that could wait for it: the lexer's tables,
   * two enumerations, one of which looks up 700 methods.
   */
  private static final List<Class<?>> LONG_TO_INITIALISE =
      List.of(QuiverSqlParserTokenManager.class, SqlKind.class, BuiltInMethod.class);

  private FirstClasses() {}

  /** Their names in this class path, where libraries may bear a prefix. */
  static List<String> names() {
    String prefix = libraryPrefix();
    try (InputStream in =
            Objects.requireNonNull(FirstClasses.class.getResourceAsStream(LIST), LIST);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      return lines
          .lines()
          .map(name -> name.startsWith("dev.quiver.") ? name : prefix + name)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Loads them all; one that is not there costs a moment and nothing else. */
  static void load() {
    initialise();
    ClassLoader loader = FirstClasses.class.getClassLoader();
    for (String name : names()) {
      try {
        Class.forName(name, false, loader);
      } catch (ClassNotFoundException | LinkageError absent) {
        continue;
      }
    }
  }

  private static void initialise() {
    for (Class<?> slow : LONG_TO_INITIALISE) {
      try {
        Class.forName(slow.getName(), true, slow.getClassLoader());
      } catch (ClassNotFoundException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }

  /** What the product's jar puts before the names of the libraries that are packed into it. */
  private static String libraryPrefix() {
    String name = RelOptCluster.class.getName();
    return name.substring(
        0, name.length() - "org.".length() - "apache.calcite.plan.RelOptCluster".length());
  }
}
