package dev.quiver.planner.ast;

import dev.quiver.storage.VersionPoint;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * A table's name with AS OF behind it.
 *
 * <p>The last name carries the version (see {@link VersionedName}), so that whoever resolves the
 * name finds the table with the schema it had at that version.
 */
public final class VersionedTableIdentifier extends SqlIdentifier {
  private final SqlIdentifier table;
  private final VersionPoint point;

  public VersionedTableIdentifier(SqlIdentifier table, VersionPoint point) {
    super(encode(table, point), null, table.getParserPosition(), positions(table));
    this.table = table;
    this.point = point;
  }

  /** The name without the version. */
  public SqlIdentifier table() {
    return table;
  }

  public VersionPoint point() {
    return point;
  }

  @Override
  public SqlNode clone(SqlParserPos position) {
    return this;
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrecedence, int rightPrecedence) {
    table.unparse(writer, leftPrecedence, rightPrecedence);
    writer.keyword("AS OF " + point);
  }

  private static List<String> encode(SqlIdentifier table, VersionPoint point) {
    List<String> names = new ArrayList<>(table.names);
    int last = names.size() - 1;
    names.set(last, new VersionedName(names.get(last), point).encoded());
    return names;
  }

  private static List<SqlParserPos> positions(SqlIdentifier table) {
    List<SqlParserPos> positions = new ArrayList<>();
    for (int i = 0; i < table.names.size(); i++) {
      positions.add(table.getComponentParserPosition(i));
    }
    return positions;
  }
}
