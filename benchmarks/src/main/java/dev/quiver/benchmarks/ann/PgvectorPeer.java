package dev.quiver.benchmarks.ann;

import java.nio.file.Path;

/** pgvector. */
final class PgvectorPeer implements Peer {
  @Override
  public String name() {
    return "pgvector";
  }

  @Override
  public String key() {
    return "pgvector";
  }

  @Override
  public String build(SearchSet set, Path directory, Meter meter) throws MissingException {
    throw new MissingException("not installed");
  }

  @Override
  public Index open(SearchSet set, Path directory) throws MissingException {
    throw new MissingException("not installed");
  }
}
