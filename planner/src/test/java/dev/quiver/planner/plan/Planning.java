package dev.quiver.planner.plan;

import static dev.quiver.planner.catalog.TestSnapshot.field;
import static dev.quiver.planner.catalog.TestSnapshot.nullable;

import dev.quiver.planner.ast.Query;
import dev.quiver.planner.ast.Statement;
import dev.quiver.planner.catalog.Catalog;
import dev.quiver.planner.catalog.TestSnapshot;
import dev.quiver.planner.catalog.VirtualTables;
import dev.quiver.planner.parser.QuiverParser;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.type.DecimalType;
import dev.quiver.storage.type.ListType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.TimestampType;
import dev.quiver.storage.type.VectorType;
import dev.quiver.storage.type.VectorType.Element;
import java.util.function.UnaryOperator;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;

/** Plans statements over the tables of the tests. */
public final class Planning {
  public static final Snapshot SNAPSHOT = snapshot();

  private Planning() {}

  private static Snapshot snapshot() {
    return new TestSnapshot()
        .table(
            "docs",
            field(0, "id", SimpleType.BIGINT),
            nullable(1, "body", SimpleType.VARCHAR),
            field(2, "embedding", VectorType.ofFloats(3)))
        .table("docs", docs())
        .table(
            "queries", field(0, "qid", SimpleType.INTEGER), field(1, "v", VectorType.ofFloats(3)))
        .table(
            "types",
            nullable(0, "d", new DecimalType(10, 2)),
            nullable(1, "u", SimpleType.UUID),
            nullable(2, "j", SimpleType.JSON),
            nullable(3, "tags", new ListType(SimpleType.VARCHAR)),
            nullable(4, "image", SimpleType.BLOB),
            new Field(5, "code", SimpleType.VARCHAR, true, null, 20));
  }

  private static Field[] docs() {
    return new Field[] {
      field(0, "id", SimpleType.BIGINT),
      nullable(1, "text", SimpleType.VARCHAR),
      nullable(2, "lang", SimpleType.VARCHAR),
      nullable(3, "Year", SimpleType.INTEGER),
      nullable(4, "ts", new TimestampType(6, false)),
      field(5, "embedding", VectorType.ofFloats(3)),
      nullable(6, "maybe", VectorType.ofFloats(3)),
      nullable(7, "bits", new VectorType(16, Element.BIT))
    };
  }

  public static LogicalPlan plan(String sql) {
    return plan(sql, VirtualTables.NONE);
  }

  public static LogicalPlan plan(String sql, VirtualTables virtualTables) {
    Statement statement = QuiverParser.parse(sql);
    QueryPlanner planner = new QueryPlanner(new Catalog(SNAPSHOT, "public", virtualTables), sql);
    return planner.plan(((Query) statement).node());
  }

  /** Plans a query over a snapshot's tables with another course of rewriting. */
  public static LogicalPlan plan(String sql, Snapshot snapshot, UnaryOperator<RelNode> rewriter) {
    Catalog catalog = new Catalog(snapshot, "public", VirtualTables.NONE);
    return new QueryPlanner(catalog, sql, rewriter).plan(((Query) QuiverParser.parse(sql)).node());
  }

  /** The tree as text. */
  public static String tree(String sql) {
    return RelOptUtil.toString(plan(sql).root())
        .replace("_UTF-8", "")
        .replace("\u0002", "")
        .replaceAll(":VARCHAR\\([0-9]+\\) CHARACTER SET \"UTF-8\"", "");
  }
}
