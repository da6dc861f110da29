package dev.quiver.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The demo's searches, one JSON object a line: {@code {"text": "...", "embedding": [...]}}. */
final class QueryFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  private QueryFile() {}

  /** A search as typed, and its embedding. */
  record Query(String text, float[] embedding) {}

  static void write(Path file, List<Query> queries) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Query query : queries) {
      lines.append("{\"text\": ").append(JSON.writeValueAsString(query.text()));
      lines.append(", \"embedding\": ").append(JSON.writeValueAsString(query.embedding()));
      lines.append("}\n");
    }
    Files.writeString(file, lines);
  }

  static List<Query> read(Path file) throws IOException {
    List<Query> queries = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode node = JSON.readTree(line);
      float[] embedding = JSON.convertValue(node.required("embedding"), float[].class);
      queries.add(new Query(node.required("text").asText(), embedding));
    }
    return queries;
  }
}
