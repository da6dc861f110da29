package dev.quiver.sqltests.damage;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Jazzer's targets: each reader of a file, of others or our own, fed with what leads to ever other
 * branches of it.
 *
 * <p>Only with {@code JAZZER_FUZZ=1} in the environment, since Jazzer loads an agent and a native
 * library, and one target at a time: {@code -Dtest='FuzzedReadersTest#csv'}. {@link
 * FuzzTargetsTest} gives the same readers their seeds in the suite.
 */
@EnabledIfEnvironmentVariable(named = "JAZZER_FUZZ", matches = "1")
class FuzzedReadersTest {
  private static final String DURATION = "5m";
  private static final String SEEDS = "dev.quiver.sqltests.damage.FuzzSeeds#";

  @MethodSource(SEEDS + "csv")
  @FuzzTest(maxDuration = DURATION)
  void csv(byte[] content) throws IOException {
    FuzzTarget.CSV.feed(content);
  }

  @MethodSource(SEEDS + "json")
  @FuzzTest(maxDuration = DURATION)
  void json(byte[] content) throws IOException {
    FuzzTarget.JSON.feed(content);
  }

  @MethodSource(SEEDS + "arrowFile")
  @FuzzTest(maxDuration = DURATION)
  void arrowFile(byte[] content) throws IOException {
    FuzzTarget.ARROW_FILE.feed(content);
  }

  @MethodSource(SEEDS + "arrowStream")
  @FuzzTest(maxDuration = DURATION)
  void arrowStream(byte[] content) throws IOException {
    FuzzTarget.ARROW_STREAM.feed(content);
  }

  @MethodSource(SEEDS + "parquet")
  @FuzzTest(maxDuration = DURATION)
  void parquet(byte[] content) throws IOException {
    FuzzTarget.PARQUET.feed(content);
  }

  @MethodSource(SEEDS + "columnFile")
  @FuzzTest(maxDuration = DURATION)
  void columnFile(byte[] content) throws IOException {
    FuzzTarget.COLUMN_FILE.feed(content);
  }

  @MethodSource(SEEDS + "commit")
  @FuzzTest(maxDuration = DURATION)
  void commit(byte[] content) throws IOException {
    FuzzTarget.COMMIT.feed(content);
  }

  @MethodSource(SEEDS + "manifest")
  @FuzzTest(maxDuration = DURATION)
  void manifest(byte[] content) throws IOException {
    FuzzTarget.MANIFEST.feed(content);
  }

  @MethodSource(SEEDS + "keyFile")
  @FuzzTest(maxDuration = DURATION)
  void keyFile(byte[] content) throws IOException {
    FuzzTarget.KEY_FILE.feed(content);
  }

  @MethodSource(SEEDS + "postings")
  @FuzzTest(maxDuration = DURATION)
  void postings(byte[] content) throws IOException {
    FuzzTarget.POSTINGS.feed(content);
  }

  @MethodSource(SEEDS + "graph")
  @FuzzTest(maxDuration = DURATION)
  void graph(byte[] content) throws IOException {
    FuzzTarget.GRAPH.feed(content);
  }

  @MethodSource(SEEDS + "model")
  @FuzzTest(maxDuration = DURATION)
  void model(byte[] content) throws IOException {
    FuzzTarget.MODEL.feed(content);
  }
}
