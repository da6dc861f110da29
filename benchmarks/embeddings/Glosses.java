import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Embeds the glosses of WordNet by all-MiniLM-L6-v2: {@code benchmarks/run embeddings}, which runs
 * this file as it is, so that building the benchmarks needs neither the model nor its runtime.
 *
 * <p>Arguments: WordNet's directory of data files, the file of little-endian floats to write, how
 * many glosses. What an ended run left in the file is gone on from.
 */
final class Glosses {
  private static final int DIMENSION = 384;
  private static final int BATCH = 1_000;

  private Glosses() {}

  public static void main(String[] arguments) throws IOException {
    List<String> texts =
        texts(Path.of(arguments[0])).subList(0, Integer.parseInt(arguments[2]));
    EmbeddingModel model = new AllMiniLmL6V2QuantizedEmbeddingModel();
    try (FileChannel file =
        FileChannel.open(
            Path.of(arguments[1]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      int bytes = DIMENSION * Float.BYTES;
      int done = (int) (file.size() / bytes);
      file.position((long) done * bytes);
      long start = System.nanoTime();
      for (int from = done; from < texts.size(); from += BATCH) {
        List<String> batch = texts.subList(from, Math.min(texts.size(), from + BATCH));
        write(file, model.embedAll(batch.stream().map(TextSegment::from).toList()).content());
        int now = from + batch.size();
        double each = (System.nanoTime() - start) / 1e9 / (now - done);
        System.err.printf(
            "%,d of %,d glosses, %.0f s to go%n", now, texts.size(), each * (texts.size() - now));
      }
    }
  }

  /** All glosses, each once, in an order of chance that is always the same. */
  private static List<String> texts(Path directory) throws IOException {
    Set<String> glosses = new LinkedHashSet<>();
    for (String part : List.of("noun", "verb", "adj", "adv")) {
      for (String line : Files.readAllLines(directory.resolve("data." + part))) {
        int bar = line.indexOf(" | ");
        if (!line.startsWith(" ") && bar >= 0) {
          glosses.add(line.substring(bar + 3).strip());
        }
      }
    }
    List<String> texts = new ArrayList<>(glosses);
    Collections.shuffle(texts, new Random(1));
    return texts;
  }

  private static void write(
      FileChannel file, List<dev.langchain4j.data.embedding.Embedding> embeddings)
      throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(embeddings.size() * DIMENSION * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    embeddings.forEach(
        embedding -> {
          for (float value : embedding.vector()) {
            bytes.putFloat(value);
          }
        });
    bytes.flip();
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }
}
