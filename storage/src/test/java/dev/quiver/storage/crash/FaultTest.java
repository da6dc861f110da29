package dev.quiver.storage.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.Database;
import dev.quiver.storage.Progress;
import dev.quiver.storage.Rows;
import dev.quiver.storage.Transaction;
import dev.quiver.storage.VersionPoint;
import dev.quiver.storage.file.DiskOperation.Told;
import dev.quiver.storage.file.DiskOperation.What;
import dev.quiver.storage.file.SimulatedDisk;
import dev.quiver.storage.file.SimulatedProcess.Conditions;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every operation on the disk of every workload fails, once or from then on.
 *
 * <p>Then: the failure is one error that names a file of the database; what was acknowledged is
 * there, what was not is there wholly or not at all; the database that met it goes on or refuses
 * clearly; and another process finds nothing wrong.
 */
class FaultTest {
  private static final Set<Workload> CONCURRENT =
      EnumSet.of(Workload.TWO_WRITERS, Workload.TWO_CREATORS, Workload.KILLED);
  private static final String POISONED =
      "an earlier flush failed (Input/output error); open the database anew";

  private long faults;

  /** What goes wrong. */
  enum Fault {
    IO_ERROR("Input/output error"),
    DISK_FULL("No space left on device"),
    /** Half of the bytes of a write are taken, then there is no more room. */
    SHORT_WRITE("No space left on device"),
    FAILED_FORCE("Input/output error");

    private final String reason;

    Fault(String reason) {
      this.reason = reason;
    }

    boolean concerns(String operation) {
      return switch (this) {
        case IO_ERROR -> !operation.equals("force");
        case DISK_FULL ->
            Set.of("create", "write", "mkdir", "link", "overwrite").contains(operation);
        case SHORT_WRITE -> operation.equals("write");
        case FAILED_FORCE -> operation.equals("force");
      };
    }
  }

  /** Lets one operation fail, and those after it too if it fails for ever. */
  private static final class Failing implements Conditions {
    private final Fault fault;
    private final int failing;
    private final boolean forEver;
    private int concerned;
    private boolean healed;
    private boolean shortened;
    private String failed = "";

    Failing(Fault fault, int failing, boolean forEver) {
      this.fault = fault;
      this.failing = failing;
      this.forEver = forEver;
    }

    boolean met() {
      return !failed.isEmpty();
    }

    @Override
    public void before(String operation, String path) throws IOException {
      if (healed || !fault.concerns(operation)) {
        return;
      }
      int number = concerned++;
      if (fault == Fault.SHORT_WRITE && number == failing) {
        shortened = true;
        return; // This write takes a part, the next one fails.
      }
      boolean now = fault == Fault.SHORT_WRITE ? number == failing + 1 : number == failing;
      if (now || (forEver && number > failing)) {
        failed = operation + " " + path;
        throw new FileSystemException(path, null, fault.reason);
      }
    }

    @Override
    public int taken(String path, int remaining) {
      if (shortened) {
        shortened = false;
        return remaining / 2;
      }
      return remaining;
    }
  }

  @ParameterizedTest
  @EnumSource(Workload.class)
  void everyOperationFails(Workload workload) {
    if (CONCURRENT.contains(workload)) {
      return;
    }
    List<String> expected = workload.run(new Conditions() {}).expected();
    for (Fault fault : Fault.values()) {
      for (boolean forEver : new boolean[] {false, true}) {
        int at = 0;
        while (fails(workload, new Failing(fault, at, forEver), expected)) {
          at++;
        }
        assertThat(at).as("operations that may meet %s", fault).isPositive();
        faults += at;
      }
    }
    System.out.printf("%-18s %,6d faults%n", workload, faults);
  }

  /** Runs a workload to its failure; false if there was none. */
  private boolean fails(Workload workload, Failing failing, List<String> expected) {
    Script script = workload.begin(failing);
    QuiverException failure = null;
    try {
      workload.work(script);
    } catch (QuiverException e) {
      failure = e;
    }
    if (!failing.met()) {
      return false;
    }
    String what =
        failing.fault + (failing.forEver ? " for ever" : " once") + " at " + failing.failed;
    if (failure != null) {
      assertThat(failure.code()).as(what).isEqualTo(ErrorCode.IO_FAILURE);
      assertThat(failure.getMessage()).as(what).contains("/sim");
    }
    boolean again = tryAgain(script, failing, what);
    assertSound(script, expected, again, what);
    return true;
  }

  /** The database that met the failure: whether it takes another row. */
  private boolean tryAgain(Script script, Failing failing, String what) {
    Database database = script.database();
    if (database == null) {
      return false;
    }
    boolean mayRefuse = failing.forEver || failing.fault == Fault.FAILED_FORCE;
    try (Transaction t = database.begin()) {
      if (database.latest().table(Rows.NOTES).isEmpty()) {
        t.createTable(Rows.NOTES, Rows.NOTES_SCHEMA);
      }
      Rows.appendNotes(t, "again");
      t.commit("INSERT");
      return true;
    } catch (QuiverException e) {
      assertThat(mayRefuse).as(what + ", then " + e).isTrue();
      assertThat(e.code()).as(what).isEqualTo(ErrorCode.IO_FAILURE);
      if (!failing.forEver) {
        assertThat(e).as(what).hasMessageContaining(POISONED);
      }
      return false;
    }
  }

  private static void assertSound(
      Script script, List<String> expected, boolean again, String what) {
    SimulatedDisk disk = script.disk();
    Database healthy = Script.open(disk, new Conditions() {}, Script.uuids(0xAAAA));
    long newest = healthy.latest().number() - (again ? 1 : 0);
    assertThat(newest)
        .as(what)
        .isBetween(Math.max(acknowledged(disk), script.startsAfter()), expected.size() - 1L);
    for (long number = 0; number <= newest; number++) {
      if (!isGone(script, healthy, number)) {
        assertThat(Contents.of(healthy.at(new VersionPoint.Version(number))))
            .as(what)
            .isEqualTo(expected.get((int) number));
      }
    }
    assertThat(healthy.check(null, Progress.NONE).findings()).as(what).isEmpty();
    if (again) {
      assertThat(Rows.firsts(healthy.latest(), Rows.NOTES)).as(what).endsWith("again");
    }
    try (Transaction t = healthy.begin()) {
      t.createTag("sound");
      assertThat(t.commit("CREATE TAG").number()).as(what).isEqualTo(healthy.latest().number());
    }
  }

  private static boolean isGone(Script script, Database database, long number) {
    try {
      database.at(new VersionPoint.Version(number));
      return false;
    } catch (QuiverException e) {
      return e.code() == ErrorCode.SNAPSHOT_VACUUMED
          && script.isGivenUp(number, database.latest().number());
    }
  }

  private static long acknowledged(SimulatedDisk disk) {
    return disk.operations().stream()
        .filter(o -> o instanceof Told told && told.what() == What.COMMITTED)
        .mapToLong(o -> ((Told) o).number())
        .max()
        .orElse(0);
  }
}
