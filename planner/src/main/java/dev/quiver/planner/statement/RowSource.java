package dev.quiver.planner.statement;

import dev.quiver.storage.TableAppender;

/** An INSERT whose rows may also go elsewhere than into its table. */
interface RowSource extends RowChange {
  /** Hands the rows out, with all columns of the table; how many there were. */
  long rows(Execution execution, TableAppender sink);
}
