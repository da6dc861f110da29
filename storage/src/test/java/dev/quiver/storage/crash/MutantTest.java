package dev.quiver.storage.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.file.SimulatedDisk;
import dev.quiver.storage.file.SimulatedProcess.Conditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The power cuts of {@link PowerCutTest} catch each of these faults, planted into the protocol. */
class MutantTest {
  private static final int LIMIT = 60;
  private static final List<Workload> WORKLOADS =
      List.of(
          Workload.CREATE,
          Workload.MULTI_TABLE,
          Workload.SPILL,
          Workload.NO_LINKS,
          Workload.TWO_WRITERS,
          Workload.KILLED,
          Workload.INDEX,
          Workload.INDEXED_COMPACTION);

  /** A fault, by what it does to the operations of every process. */
  record Mutant(String name, Conditions conditions) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A force that the protocol makes somewhere, and that this mutant never makes. */
  private static Mutant omitting(String what, String path) {
    Predicate<String> matches = Pattern.compile(path).asMatchPredicate();
    return new Mutant(
        "no force of " + what,
        new Conditions() {
          @Override
          public boolean omitsForce(String forced) {
            return matches.test(forced);
          }
        });
  }

  static Stream<Mutant> mutants() {
    String root = Pattern.quote(SimulatedDisk.ROOT);
    String table = root + "/tables/[^/]*";
    return Stream.of(
        omitting("column files", ".*\\.arrow"),
        omitting("deletes files", ".*\\.deletes"),
        omitting("key files", ".*\\.keys"),
        omitting("manifests", ".*\\.manifest"),
        omitting("groups", ".*\\.group"),
        omitting("posting lists", ".*\\.postings"),
        omitting("generations", ".*\\.generation"),
        omitting("commits and FORMAT before they are linked", ".*\\.tmp"),
        omitting("the directory above the database's parent", "/sim"),
        omitting("the database's parent", "/sim/new"),
        omitting("the database's directory", root),
        omitting("commits/", root + "/commits"),
        omitting("tables/", root + "/tables"),
        omitting("a table's directory", table),
        omitting("data/", table + "/data"),
        omitting("deletes/", table + "/deletes"),
        omitting("keys/", table + "/keys"),
        omitting("manifests/", table + "/manifests"),
        omitting("groups/", table + "/groups"),
        omitting("indexes/", table + "/indexes"),
        new Mutant(
            "names given before contents are forced",
            new Conditions() {
              @Override
              public boolean linksBeforeForcing() {
                return true;
              }
            }),
        new Mutant(
            "short writes taken for whole ones",
            new Conditions() {
              @Override
              public int taken(String path, int remaining) {
                return path.endsWith(".tmp") || path.endsWith(".arrow")
                    ? Math.min(remaining, 100)
                    : remaining;
              }

              @Override
              public boolean ignoresShortWrites() {
                return true;
              }
            }));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mutants")
  void isCaught(Mutant mutant) {
    for (Workload workload : WORKLOADS) {
      String failure = failure(workload, mutant.conditions());
      if (!failure.isEmpty()) {
        System.out.printf("caught by %-12s %s%n", workload, mutant);
        return;
      }
    }
    throw new AssertionError("not caught: " + mutant);
  }

  /** What the states after a power cut show; a workload that does not come to its end is none. */
  private static String failure(Workload workload, Conditions conditions) {
    Script script;
    try {
      script = workload.run(conditions);
    } catch (QuiverException e) {
      System.out.printf("%s itself fails: %s%n", workload, e.getMessage());
      return "";
    }
    CrashRun run = new CrashRun(script, LIMIT, 1);
    run.run();
    return String.join("\n", run.failures());
  }

  @Test
  void isCaughtAfterASecondCut() {
    Mutant mutant = omitting("commits before they are linked", ".*\\.tmp");
    SecondCuts cuts = new SecondCuts(Workload.MULTI_TABLE, mutant.conditions(), 4, 1);
    cuts.run();
    assertThat(cuts.failures()).isNotEmpty();
  }

  @Test
  void shortWritesThatAreSeenDoNoHarm() {
    Conditions shortWrites =
        new Conditions() {
          @Override
          public int taken(String path, int remaining) {
            return Math.min(remaining, 700);
          }
        };
    assertThat(failure(Workload.MULTI_TABLE, shortWrites)).isEmpty();
  }

  /** Which single forces of a commit are needed: all but those of what is durable already. */
  private static final List<String> NEEDED =
      List.of(
          "*.arrow",
          "*.keys",
          "*.arrow",
          "*.deletes",
          "*.manifest",
          "*.manifest",
          "data",
          "keys",
          "data",
          "manifests",
          "deletes",
          "manifests",
          "*.tmp",
          "commits");

  @Test
  void eachForceOfACommitIsOmittedAlone() {
    List<String> forces = new ArrayList<>();
    Workload.MULTI_TABLE.run(counting(forces, -1));
    Map<String, Boolean> caught = new TreeMap<>();
    for (int i = 0; i < forces.size(); i++) {
      boolean found = !failure(Workload.MULTI_TABLE, counting(new ArrayList<>(), i)).isEmpty();
      caught.put(String.format("%02d %s", i, forces.get(i)), found);
    }
    caught.forEach((force, found) -> System.out.println((found ? "needed  " : "spare   ") + force));
    List<String> needed = new ArrayList<>();
    caught.forEach(
        (force, found) -> {
          if (found) {
            needed.add(force.substring(force.lastIndexOf('/') + 1));
          }
        });
    assertThat(needed).containsExactlyInAnyOrderElementsOf(NEEDED);
  }

  private static Conditions counting(List<String> forces, int omitted) {
    return new Conditions() {
      @Override
      public boolean omitsForce(String path) {
        forces.add(path.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "*"));
        return forces.size() - 1 == omitted;
      }
    };
  }
}
