package dev.quiver.planner.ast;

import java.util.Optional;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/**
 * A column of CREATE TABLE.
 *
 * @param typeSpec null only in CREATE TABLE … AS, where the query gives the type
 * @param nullable false if declared NOT NULL or part of the primary key
 * @param defaultNode the expression after DEFAULT; null for none
 */
public record ColumnDeclaration(
    SqlIdentifier name,
    @Nullable SqlDataTypeSpec typeSpec,
    boolean nullable,
    @Nullable SqlNode defaultNode) {

  public Optional<SqlDataTypeSpec> type() {
    return Optional.ofNullable(typeSpec);
  }

  public Optional<SqlNode> defaultValue() {
    return Optional.ofNullable(defaultNode);
  }
}
