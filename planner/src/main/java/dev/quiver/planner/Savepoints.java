package dev.quiver.planner;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.Transaction.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The savepoints of one transaction after another, in the order in which they were set. For one
 * thread at a time.
 */
final class Savepoints {
  /**
   * One of them.
   *
   * @param moment of the storage's transaction; null if nothing had been changed by then
   * @param operations what the transaction had done by then
   */
  record Mark(int id, @Nullable String name, @Nullable Savepoint moment, Set<String> operations)
      implements Session.Savepoint {
    Mark {
      operations = Set.copyOf(operations);
    }
  }

  private final List<Mark> marks = new ArrayList<>();
  private int last;

  Mark set(@Nullable String name, @Nullable Savepoint moment, Set<String> operations) {
    Mark mark = new Mark(++last, name, moment, operations);
    marks.add(mark);
    return mark;
  }

  /** Forgets those set after a savepoint. */
  Mark rollbackTo(Session.Savepoint savepoint) {
    int index = indexOf(savepoint);
    marks.subList(index + 1, marks.size()).clear();
    return marks.get(index);
  }

  /** Forgets a savepoint and those set after it. */
  void release(Session.Savepoint savepoint) {
    marks.subList(indexOf(savepoint), marks.size()).clear();
  }

  /** By identity: equal names are different savepoints. */
  private int indexOf(Session.Savepoint savepoint) {
    for (int i = 0; i < marks.size(); i++) {
      if (marks.get(i) == savepoint) {
        return i;
      }
    }
    String name = savepoint.name();
    throw unknown(name == null ? "number " + savepoint.id() : name);
  }

  Mark named(String name) {
    for (int i = marks.size() - 1; i >= 0; i--) {
      if (name.equalsIgnoreCase(marks.get(i).name())) {
        return marks.get(i);
      }
    }
    throw unknown(name);
  }

  private static QuiverException unknown(String savepoint) {
    return new QuiverException(ErrorCode.INVALID_SAVEPOINT, savepoint);
  }

  void clear() {
    marks.clear();
  }
}
