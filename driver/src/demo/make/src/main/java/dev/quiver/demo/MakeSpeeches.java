package dev.quiver.demo;

import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Chooses the sentences, embeds them and the queries, writes both files and reads them back.
 *
 * <p>Arguments: the directory of speeches, the file of query texts, the Arrow file and the JSON
 * lines file to write. Every text is embedded by itself, so that no other text changes its vector.
 */
public final class MakeSpeeches {

  private static final int SENTENCES = 5000;
  private static final int SHOWN = 3;
  private static final double UNIT_TOLERANCE = 1e-5;

  private MakeSpeeches() {}

  public static void main(String[] args) throws IOException {
    List<Sentence> sentences = Selection.choose(Speech.readAll(Path.of(args[0])), SENTENCES);
    List<String> queryTexts = Files.readAllLines(Path.of(args[1]));
    Path speechFile = Path.of(args[2]);
    Path queryFile = Path.of(args[3]);

    var model = new AllMiniLmL6V2QuantizedEmbeddingModel();
    List<SpeechFile.Row> rows =
        IntStream.range(0, sentences.size())
            .parallel()
            .mapToObj(sentences::get)
            .map(s -> new SpeechFile.Row(s, unit(model.embed(s.text()).content().vector())))
            .toList();
    SpeechFile.write(speechFile, rows);
    List<QueryFile.Query> queries = new ArrayList<>();
    for (String text : queryTexts) {
      queries.add(new QueryFile.Query(text, unit(model.embed(text).content().vector())));
    }
    QueryFile.write(queryFile, queries);

    List<SpeechFile.Row> written = SpeechFile.read(speechFile);
    check(rows, written);
    show(written, QueryFile.read(queryFile));
    System.out.printf("%n%,d rows, %,d bytes%n", written.size(), Files.size(speechFile));
  }

  private static float[] unit(float[] vector) {
    double norm = Math.sqrt(dot(vector, vector));
    float[] unit = new float[vector.length];
    for (int i = 0; i < vector.length; i++) {
      unit[i] = (float) (vector[i] / norm);
    }
    return unit;
  }

  private static void check(List<SpeechFile.Row> rows, List<SpeechFile.Row> written) {
    require(written.size() == rows.size(), "rows read back: " + written.size());
    Set<String> texts = new HashSet<>();
    for (int i = 0; i < rows.size(); i++) {
      Sentence sentence = written.get(i).sentence();
      float[] embedding = written.get(i).embedding();
      require(sentence.equals(rows.get(i).sentence()), "read back: " + sentence);
      require(sentence.id() == i + 1, "id out of order: " + sentence);
      require(texts.add(sentence.text()), "twice: " + sentence);
      require(
          Arrays.equals(embedding, rows.get(i).embedding())
              && Math.abs(dot(embedding, embedding) - 1) < UNIT_TOLERANCE,
          "embedding of " + sentence);
    }
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalStateException(message);
    }
  }

  private static void show(List<SpeechFile.Row> rows, List<QueryFile.Query> queries) {
    for (QueryFile.Query query : queries) {
      System.out.println("\n" + query.text());
      rows.stream()
          .sorted(Comparator.comparingDouble(r -> -dot(r.embedding(), query.embedding())))
          .limit(SHOWN)
          .forEach(r -> System.out.println("  " + line(r, query)));
    }
  }

  private static String line(SpeechFile.Row row, QueryFile.Query query) {
    Sentence s = row.sentence();
    double similarity = dot(row.embedding(), query.embedding());
    return "%.3f  %d %s: %s".formatted(similarity, s.year(), s.speaker(), s.text());
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
