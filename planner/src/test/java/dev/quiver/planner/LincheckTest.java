package dev.quiver.planner;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.operator.HeldMemory;
import dev.quiver.planner.operator.MemoryBudget;
import dev.quiver.planner.statement.Executable;
import dev.quiver.planner.system.ActivityLog;
import dev.quiver.planner.system.Job;
import dev.quiver.storage.JobStatus;
import java.util.List;
import java.util.stream.Stream;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lincheck on what the sessions of one engine share: the results of random short programs of two
 * threads must be those of some order of their operations. Off unless asked for, since it loads an
 * agent.
 */
@EnabledIfSystemProperty(named = "quiver.lincheck", matches = "true")
class LincheckTest {
  /** Apart, so that Lincheck is not even loaded unless asked for. */
  private static final class Lincheck {
    private static final int PROGRAMS = Integer.getInteger("quiver.lincheck.programs", 10);
    private static final int STRESSED = 200;
    private static final int MODELLED = 100;

    private static void check(Options<?, ?> options, int runs, Class<?> structure) {
      options.iterations(PROGRAMS);
      options.invocationsPerIteration(runs);
      options.threads(2);
      options.actorsPerThread(3);
      options.actorsBefore(1);
      options.actorsAfter(1);
      options.check(structure);
    }

    static void stress(Class<?> structure) {
      check(new StressOptions(), STRESSED, structure);
    }

    static void model(Class<?> structure) {
      check(new ModelCheckingOptions(), MODELLED, structure);
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {Plans.class, Memory.class, Work.class})
  void holdsUnderStress(Class<?> structure) {
    Lincheck.stress(structure);
  }

  @ParameterizedTest
  @ValueSource(classes = {Plans.class, Memory.class, Work.class})
  void holdsWhereverThreadsAreInterrupted(Class<?> structure) {
    Lincheck.model(structure);
  }

  @ParameterizedTest
  @ValueSource(classes = {CarelessMemory.class, CarelessWork.class})
  void stressCatches(Class<?> structure) {
    assertThatThrownBy(() -> Lincheck.stress(structure)).isInstanceOf(LincheckAssertionError.class);
  }

  @ParameterizedTest
  @ValueSource(classes = {CarelessMemory.class, CarelessWork.class})
  void modelCheckingCatches(Class<?> structure) {
    assertThatThrownBy(() -> Lincheck.model(structure)).isInstanceOf(LincheckAssertionError.class);
  }

  /** A cache of two plans. */
  public static class Plans {
    private final PlanCache plans = new PlanCache(2);

    @Operation
    public void put(@Param(gen = IntGen.class, conf = "1:4") int statement) {
      String sql = "SELECT " + statement;
      plans.put(sql, "main", new TextPlan(sql));
    }

    @Operation
    public String find(@Param(gen = IntGen.class, conf = "1:4") int statement) {
      Executable plan = plans.find("SELECT " + statement, "main");
      return plan == null ? "none" : plan.operation();
    }
  }

  /** Each thread has a share of its own. */
  public static class Memory {
    private static final int SHARES = 8;
    private final MemoryBudget budget = new MemoryBudget(() -> 3);
    private final List<HeldMemory> shares =
        Stream.generate(() -> budget.share(() -> "a test")).limit(SHARES).toList();

    @Operation
    public boolean resize(
        @Param(gen = ThreadIdGen.class) int thread,
        @Param(gen = IntGen.class, conf = "0:3") int bytes) {
      try {
        shares.get(thread).resize(bytes);
        return true;
      } catch (QuiverException e) {
        return false; // There is not enough.
      }
    }

    @Operation
    public long held() {
      return budget.heldBytes();
    }
  }

  /** One thread works, any looks. */
  public static class Work {
    private final Job job = new ActivityLog().start("a job", "1", 1);

    @Operation(nonParallelGroup = "worker")
    public void enter(@Param(gen = IntGen.class, conf = "2:4") int phase) {
      job.enter("" + phase, phase);
    }

    @Operation(nonParallelGroup = "worker")
    public void report(@Param(gen = IntGen.class, conf = "1:2") int done) {
      job.report(done);
    }

    @Operation
    public String look() {
      JobStatus status = job.status();
      return status.phase() + ": " + status.done() + " of " + status.total();
    }
  }

  /** A budget that loses count. */
  public static class CarelessMemory {
    private long held;

    @Operation
    public void resize(@Param(gen = IntGen.class, conf = "-1:2") int more) {
      held += more;
    }

    @Operation
    public long held() {
      return held;
    }
  }

  /** A job that is told in pieces. */
  public static class CarelessWork {
    private volatile String phase = "1";
    private volatile long total = 1;

    @Operation(nonParallelGroup = "worker")
    public void enter(@Param(gen = IntGen.class, conf = "2:4") int next) {
      phase = "" + next;
      total = next;
    }

    @Operation
    public String look() {
      return phase + ": " + total;
    }
  }
}
