package dev.quiver.planner.plan;

import dev.quiver.functions.error.QuiverException;
import dev.quiver.functions.error.TextPosition;
import dev.quiver.planner.ast.VersionedName;
import dev.quiver.planner.catalog.Catalog;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a query names a version that there is not: validation asks for tables without saying
 * where they are named.
 */
final class UnknownVersions extends SqlBasicVisitor<@Nullable Void> {
  private final QuiverException failure;
  private final Catalog catalog;
  private @Nullable SqlIdentifier culprit;

  private UnknownVersions(QuiverException failure, Catalog catalog) {
    this.failure = failure;
    this.catalog = catalog;
  }

  /** The failure where the first such table is named; unchanged if there is none. */
  static QuiverException place(QuiverException failure, SqlNode query, Catalog catalog) {
    UnknownVersions search = new UnknownVersions(failure, catalog);
    query.accept(search);
    if (search.culprit == null) {
      return failure;
    }
    SqlParserPos position = search.culprit.getParserPosition();
    return failure.at(new TextPosition(position.getLineNum(), position.getColumnNum()));
  }

  @Override
  public @Nullable Void visit(SqlIdentifier name) {
    String last = name.names.get(name.names.size() - 1);
    if (culprit == null && VersionedName.decode(last).isPresent()) {
      try {
        catalog.reader().getTable(name.names);
      } catch (QuiverException e) {
        culprit = e.code() == failure.code() ? name : null;
      }
    }
    return null;
  }
}
