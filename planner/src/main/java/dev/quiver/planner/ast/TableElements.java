package dev.quiver.planner.ast;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.functions.error.TextPosition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/**
 * Collects what the grammar finds between the parentheses of CREATE TABLE: each column, then what
 * is said about it.
 */
public final class TableElements {
  private final List<Column> columns = new ArrayList<>();
  private final List<SqlIdentifier> primaryKey = new ArrayList<>();
  private final List<CreateTable.UniqueKey> uniqueKeys = new ArrayList<>();

  private static final class Column {
    final SqlIdentifier name;
    @Nullable SqlDataTypeSpec type;
    @Nullable Boolean nullable;
    @Nullable SqlNode defaultValue;

    Column(SqlIdentifier name) {
      this.name = name;
    }
  }

  public void column(SqlIdentifier name) {
    columns.add(new Column(name));
  }

  public void type(SqlDataTypeSpec type) {
    last().type = type;
  }

  public void nullable(boolean nullable, SqlParserPos position) {
    if (last().nullable != null && last().nullable != nullable) {
      throw failure(position, "column " + last().name + " is declared both NULL and NOT NULL");
    }
    last().nullable = nullable;
  }

  public void defaultValue(SqlNode value) {
    last().defaultValue = value;
  }

  public void inlinePrimaryKey(SqlParserPos position) {
    primaryKey(List.of(last().name), position);
  }

  public void primaryKey(SqlNodeList names) {
    primaryKey(names.stream().map(SqlIdentifier.class::cast).toList(), names.getParserPosition());
  }

  public void inlineUnique(SqlParserPos position) {
    unique(null, new SqlNodeList(List.of(last().name), position));
  }

  public void unique(@Nullable SqlIdentifier name, SqlNodeList columns) {
    uniqueKeys.add(
        new CreateTable.UniqueKey(name, columns.stream().map(SqlIdentifier.class::cast).toList()));
  }

  /** The statement; fails if the elements contradict each other. */
  public CreateTable createTable(
      SqlIdentifier name, boolean replace, boolean ifNotExists, @Nullable SqlNode query) {
    if (replace && ifNotExists) {
      throw failure(name.getParserPosition(), "OR REPLACE and IF NOT EXISTS exclude each other");
    }
    if (query == null && columns.isEmpty()) {
      throw failure(name.getParserPosition(), "table " + name + " has no columns");
    }
    Set<String> keyNames = checkKey(primaryKey, "the primary key");
    uniqueKeys.forEach(key -> checkKey(key.columns(), "a UNIQUE constraint"));
    Set<String> seen = new HashSet<>();
    List<ColumnDeclaration> declarations = new ArrayList<>();
    for (Column column : columns) {
      String lower = lower(column.name);
      if (!seen.add(lower)) {
        throw new QuiverException(ErrorCode.COLUMN_EXISTS, column.name.getSimple())
            .at(at(column.name.getParserPosition()));
      }
      if (column.type == null && query == null) {
        throw failure(column.name.getParserPosition(), "column " + column.name + " has no type");
      }
      boolean nullable = !keyNames.contains(lower) && !Boolean.FALSE.equals(column.nullable);
      declarations.add(
          new ColumnDeclaration(column.name, column.type, nullable, column.defaultValue));
    }
    CreateTable.Mode mode =
        replace
            ? CreateTable.Mode.REPLACE
            : ifNotExists ? CreateTable.Mode.IF_NOT_EXISTS : CreateTable.Mode.FAIL_IF_EXISTS;
    return new CreateTable(name, mode, declarations, primaryKey, uniqueKeys, query);
  }

  private Set<String> checkKey(List<SqlIdentifier> names, String what) {
    Set<String> keyNames = new HashSet<>();
    for (SqlIdentifier key : names) {
      if (!keyNames.add(lower(key))) {
        throw failure(key.getParserPosition(), "column " + key + " is twice in " + what);
      }
      if (!columns.isEmpty() && columns.stream().noneMatch(c -> lower(c.name).equals(lower(key)))) {
        throw new QuiverException(ErrorCode.UNKNOWN_COLUMN, key.getSimple() + " in " + what)
            .at(at(key.getParserPosition()));
      }
    }
    return keyNames;
  }

  private void primaryKey(List<SqlIdentifier> names, SqlParserPos position) {
    if (!primaryKey.isEmpty()) {
      throw failure(position, "a table has one PRIMARY KEY; name all its columns there");
    }
    primaryKey.addAll(names);
  }

  private Column last() {
    return columns.get(columns.size() - 1);
  }

  private static String lower(SqlIdentifier name) {
    return name.getSimple().toLowerCase(Locale.ROOT);
  }

  private static QuiverException failure(SqlParserPos position, String message) {
    return new QuiverException(ErrorCode.SYNTAX, message).at(at(position));
  }

  private static TextPosition at(SqlParserPos position) {
    return new TextPosition(position.getLineNum(), position.getColumnNum());
  }
}
