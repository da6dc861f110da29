package dev.quiver.planner.statement;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.ColumnInfo;
import dev.quiver.planner.ast.ColumnDeclaration;
import dev.quiver.planner.ast.CreateTable;
import dev.quiver.planner.type.WrittenTypes;
import dev.quiver.storage.TableName;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Key;
import dev.quiver.storage.table.Schema;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.ListType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.VectorType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** From CREATE TABLE to the schema that it asks for. */
final class TableDefinition {
  private final CreateTable statement;
  private final CompileContext context;
  private final TableName table;

  private TableDefinition(CreateTable statement, CompileContext context) {
    this.statement = statement;
    this.context = context;
    this.table = context.names().target(statement.name());
  }

  static Executable compile(CreateTable statement, CompileContext context) {
    TableDefinition definition = new TableDefinition(statement, context);
    boolean skipped =
        statement.mode() == CreateTable.Mode.IF_NOT_EXISTS
            && context.snapshot().table(definition.table).isPresent();
    if (skipped) {
      return Command.change("CREATE TABLE", execution -> {});
    }
    SqlNode query = statement.queryNode();
    if (query == null) {
      Schema schema = definition.schema(definition.declaredFields());
      return Command.change("CREATE TABLE", execution -> definition.makeTable(execution, schema));
    }
    QueryPlan plan = Plans.of(query, context);
    Schema schema = definition.schema(definition.queriedFields(plan.columns()));
    return new CreateTableAs(
        definition.table, schema, plan, execution -> definition.makeTable(execution, schema));
  }

  /** Makes the table, unless it is there and may be; tells whether it did. */
  private boolean makeTable(Execution execution, Schema schema) {
    boolean exists = execution.snapshot().table(table).isPresent();
    if (exists) {
      switch (statement.mode()) {
        case FAIL_IF_EXISTS ->
            throw Positions.failure(statement.name(), ErrorCode.TABLE_EXISTS, table);
        case IF_NOT_EXISTS -> {
          return false;
        }
        case REPLACE -> execution.transaction().dropTable(table);
      }
    }
    execution.transaction().createTable(table, schema);
    return true;
  }

  private List<Field> declaredFields() {
    List<Field> fields = new ArrayList<>();
    for (ColumnDeclaration column : statement.columns()) {
      SqlDataTypeSpec type = column.typeSpec();
      if (type == null) {
        throw Positions.failure(
            column.name(), ErrorCode.SYNTAX, "column " + column.name() + " has no type");
      }
      WrittenTypes.check(type, "column " + column.name() + " ");
      fields.add(declared(fields.size(), column, Plans.type(type, context)));
    }
    return fields;
  }

  private Field declared(int id, ColumnDeclaration column, RelDataType type) {
    String name = column.name().getSimple();
    Field field =
        new Field(
            id,
            name,
            ColumnTypes.of(type, column.name()),
            column.nullable(),
            defaultSql(column.defaultNode()),
            ColumnTypes.maxLength(type));
    if (column.defaultNode() != null) {
      DefaultValues.check(field, column.defaultNode(), context);
    }
    return field;
  }

  /** The expression as it was written. */
  private @Nullable String defaultSql(@Nullable SqlNode expression) {
    return expression == null ? null : SourceText.of(context.sql(), expression);
  }

  private List<Field> queriedFields(List<ColumnInfo> columns) {
    List<ColumnDeclaration> declared = statement.columns();
    if (!declared.isEmpty() && declared.size() != columns.size()) {
      throw Positions.failure(
          statement.name(),
          ErrorCode.INVALID_QUERY,
          "table "
              + table
              + " names "
              + declared.size()
              + " columns, the query gives "
              + columns.size());
    }
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      fields.add(
          declared.isEmpty()
              ? queried(i, columns.get(i), columns.get(i).label(), true)
              : renamed(i, columns.get(i), declared.get(i)));
    }
    return fields;
  }

  private Field renamed(int id, ColumnInfo column, ColumnDeclaration declared) {
    SqlDataTypeSpec type = declared.typeSpec();
    return type == null
        ? queried(id, column, declared.name().getSimple(), declared.nullable())
        : declared(id, declared, Plans.type(type, context));
  }

  private Field queried(int id, ColumnInfo column, String name, boolean nullable) {
    boolean key =
        statement.primaryKey().stream().anyMatch(k -> k.getSimple().equalsIgnoreCase(name));
    return new Field(id, name, column.type(), nullable && !key, null, column.maxLength());
  }

  private Schema schema(List<Field> fields) {
    Set<String> names = new HashSet<>();
    for (Field field : fields) {
      if (!names.add(field.name().toLowerCase(Locale.ROOT))) {
        throw Positions.failure(statement.name(), ErrorCode.COLUMN_EXISTS, field.name());
      }
      if (field.name().isBlank()) {
        throw Positions.failure(
            statement.name(), ErrorCode.INVALID_QUERY, "a column needs a name; add AS name");
      }
    }
    List<Integer> primary = key(fields, statement.primaryKey(), "a primary key");
    return new Schema(fields, primary, uniqueKeys(fields), fields.size());
  }

  private List<Integer> key(List<Field> fields, List<SqlIdentifier> names, String what) {
    Schema plain = new Schema(fields, List.of(), fields.size());
    List<Integer> key = new ArrayList<>();
    for (SqlIdentifier name : names) {
      int position = TargetColumns.of(table, plain, name);
      checkKeyType(name, fields.get(position).type(), what);
      key.add(position);
    }
    return key;
  }

  private List<Key> uniqueKeys(List<Field> fields) {
    List<Key> keys = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (CreateTable.UniqueKey unique : statement.uniqueKeys()) {
      SqlIdentifier given = unique.name();
      if (given != null && !taken.add(given.getSimple().toLowerCase(Locale.ROOT))) {
        throw Positions.failure(
            given, ErrorCode.INVALID_QUERY, "two constraints are named " + given.getSimple());
      }
    }
    for (CreateTable.UniqueKey unique : statement.uniqueKeys()) {
      List<Integer> columns = key(fields, unique.columns(), "a UNIQUE constraint");
      SqlIdentifier given = unique.name();
      String name = given == null ? freeName(fields, columns, taken) : given.getSimple();
      keys.add(new Key(name, columns));
    }
    return keys;
  }

  /** Table, columns, key; with a number if that is taken. */
  private String freeName(List<Field> fields, List<Integer> columns, Set<String> taken) {
    StringBuilder name = new StringBuilder(table.table());
    columns.forEach(column -> name.append('_').append(fields.get(column).name()));
    name.append("_key");
    int length = name.length();
    for (int i = 1; !taken.add(name.toString().toLowerCase(Locale.ROOT)); i++) {
      name.setLength(length);
      name.append(i);
    }
    return name.toString();
  }

  private static void checkKeyType(SqlIdentifier name, DataType type, String what) {
    if (type instanceof VectorType
        || type instanceof ListType
        || type == SimpleType.BLOB
        || type == SimpleType.JSON) {
      throw Positions.at(
          name, new QuiverException(ErrorCode.NOT_SUPPORTED, what + " of type " + type));
    }
  }
}
