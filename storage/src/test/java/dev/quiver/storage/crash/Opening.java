package dev.quiver.storage.crash;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.Database;
import dev.quiver.storage.OpenOptions;
import dev.quiver.storage.Progress;
import dev.quiver.storage.Rows;
import dev.quiver.storage.Transaction;
import dev.quiver.storage.VersionPoint;
import dev.quiver.storage.check.CheckReport;
import dev.quiver.storage.file.CrashedDisk;
import java.util.ArrayList;
import java.util.List;

/**
 * What the next process finds on a disk after a power cut.
 *
 * @param newest number of the newest commit
 * @param contents what each snapshot holds, from number 0
 * @param failure what went wrong while opening, reading, checking or writing; empty if nothing
 */
record Opening(long newest, List<String> contents, String failure) {
  private static final String GIVEN_UP = "given up";

  static Opening of(CrashedDisk disk) {
    List<String> contents = new ArrayList<>();
    long newest = -1;
    try {
      Database database = open(disk);
      newest = database.latest().number();
      for (long number = 0; number <= newest; number++) {
        contents.add(contents(database, number));
      }
      CheckReport report = database.check(null, Progress.NONE);
      if (!report.isClean()) {
        return new Opening(newest, contents, "CHECK found " + report.findings());
      }
      return new Opening(newest, contents, writeNext(disk, database, newest));
    } catch (QuiverException e) {
      return new Opening(newest, contents, e.code() + ": " + e.getMessage());
    }
  }

  private static String contents(Database database, long number) {
    try {
      return Contents.of(database.at(new VersionPoint.Version(number)));
    } catch (QuiverException e) {
      if (e.code() != ErrorCode.SNAPSHOT_VACUUMED) {
        throw e;
      }
      return GIVEN_UP;
    }
  }

  private static Database open(CrashedDisk disk) {
    return Database.open(
        disk.store(), OpenOptions.DEFAULT, () -> Script.NOW, Script.uuids(0xEEEE_EEEEL));
  }

  private static String writeNext(CrashedDisk disk, Database database, long newest) {
    boolean isThere = database.latest().table(Rows.NOTES).isPresent();
    try (Transaction t = database.begin()) {
      if (!isThere) {
        t.createTable(Rows.NOTES, Rows.NOTES_SCHEMA);
      }
      Rows.appendNotes(t, "next");
      t.commit("INSERT");
    }
    Database anew =
        Database.open(disk.store(), OpenOptions.DEFAULT, () -> Script.NOW, Script.uuids(0xEEEF));
    if (anew.latest().number() != newest + 1) {
      return "the next commit is number " + anew.latest().number();
    }
    List<Object> notes = Rows.firsts(anew.latest(), Rows.NOTES);
    return notes.get(notes.size() - 1).equals("next") ? "" : "the next write reads as " + notes;
  }

  /** What is wrong, given which commits must and may be there; empty if nothing is. */
  String compare(long acknowledged, long published, Script script, List<String> expected) {
    if (!failure.isEmpty()) {
      return failure;
    }
    if (newest < acknowledged || newest > Math.max(0, published)) {
      return "the newest commit is " + newest + ", not " + acknowledged + " to " + published;
    }
    for (int number = 0; number <= newest; number++) {
      boolean mayBeGone = script.isGivenUp(number, newest);
      if (!(mayBeGone && contents.get(number).equals(GIVEN_UP))
          && !contents.get(number).equals(expected.get(number))) {
        return "snapshot "
            + number
            + " holds "
            + contents.get(number)
            + " instead of "
            + expected.get(number);
      }
    }
    return "";
  }
}
