package dev.quiver.planner.operator;

import dev.quiver.planner.expression.Evaluation;
import dev.quiver.planner.expression.Predicate;
import dev.quiver.storage.Fragment;
import java.util.Optional;

/** Judges fragments by their statistics. */
final class FragmentPruning {
  private FragmentPruning() {}

  /** Whether any row may satisfy the conditions; columns that are no fields have no statistics. */
  static boolean mayMatch(Fragment fragment, ScanPlan plan, int[] fieldIds, Evaluation evaluation) {
    if (fragment.liveRows() == 0) {
      return false;
    }
    for (Predicate condition : plan.conditions()) {
      boolean may =
          condition.mayMatch(
              column ->
                  column < fieldIds.length
                      ? fragment.statistics(fieldIds[column])
                      : Optional.empty(),
              evaluation);
      if (!may) {
        return false;
      }
    }
    return true;
  }
}
