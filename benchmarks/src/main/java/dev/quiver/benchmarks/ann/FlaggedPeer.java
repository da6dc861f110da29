package dev.quiver.benchmarks.ann;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Quiver in a process with the Vector API: the index of the plain one, searched there. */
final class FlaggedPeer implements Peer {
  private final QuiverPeer plain;
  private final Options options;
  private final DataSet data;

  FlaggedPeer(QuiverPeer plain, DataSet data, Options options) {
    this.plain = plain;
    this.options = options;
    this.data = data;
  }

  @Override
  public String name() {
    return "Vector API: " + plain.name();
  }

  @Override
  public String key() {
    return plain.key();
  }

  @Override
  public String build(SearchSet set, Path directory, Meter meter) throws Exception {
    return plain.build(set, directory, meter);
  }

  @Override
  public Index open(SearchSet set, Path directory) throws Exception {
    List<String> command = new ArrayList<>(options.java("--add-modules", "jdk.incubator.vector"));
    command.addAll(List.of("--serve-one", data.option(), plain.name()));
    return ServedIndex.of(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start(), true);
  }
}
