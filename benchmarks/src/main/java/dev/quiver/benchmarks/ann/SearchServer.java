package dev.quiver.benchmarks.ann;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Searches an index for another process, by the lines of {@link ServedIndex}. */
final class SearchServer {
  private static final String NO_FILTER = "-";

  private final Peer.Index index;

  SearchServer(Peer.Index index) {
    this.index = index;
  }

  void serve() throws Exception {
    System.out.println("ready\t" + String.join(",", index.efforts()) + "\t" + index.filters());
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(answer(line.split("\t", -1)));
    }
  }

  private String answer(String[] asked) throws Exception {
    boolean all = asked[1].equals(NO_FILTER);
    Filter.Kind kind = asked[1].equals("half") ? Filter.Kind.NEAR : Filter.Kind.RANDOM;
    Filter filter =
        new Filter(
            all ? Filter.Kind.NONE : kind,
            all ? Filter.ALL : Integer.parseInt(asked[2]),
            asked[1],
            Arrays.stream(asked[4].split(",")).mapToInt(Integer::parseInt).toArray());
    Peer.Pass pass = index.search(asked[0], filter, Long.parseLong(asked[3]) * 1_000_000);
    String rows =
        IntStream.range(0, pass.ids().size())
            .mapToObj(q -> pairs(pass.ids().get(q), pass.distances().get(q)))
            .collect(Collectors.joining(";"));
    return "done\t" + pass.nanos() + "\t" + rows;
  }

  private static String pairs(int[] ids, float[] distances) {
    return IntStream.range(0, ids.length)
        .mapToObj(i -> ids[i] + ":" + distances[i])
        .collect(Collectors.joining(","));
  }
}
