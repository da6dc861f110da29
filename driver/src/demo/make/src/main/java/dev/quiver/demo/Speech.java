package dev.quiver.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One State of the Union address: who held it, of which party, when, and its whole text.
 *
 * <p>Names are the source's, with a dot after each initial and "McKinley" in one word. Parties are
 * the source's as they are, among them "none" for Washington.
 */
record Speech(int year, String speaker, String party, String text) {

  /** Reads every {@code *.json} of a directory, by year and within a year by speaker. */
  static List<Speech> readAll(Path directory) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<Speech> speeches = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        JsonNode node = json.readTree(file.toFile());
        speeches.add(
            new Speech(
                node.required("year").asInt(),
                spelled(node.required("name").asText()),
                node.required("party").asText(),
                node.required("text").asText()));
      }
    }
    speeches.sort(Comparator.comparingInt(Speech::year).thenComparing(Speech::speaker));
    return speeches;
  }

  private static String spelled(String name) {
    return name.replace("Mc Kinley", "McKinley").replaceAll("\\b([A-Z])(?= )", "$1.");
  }
}
