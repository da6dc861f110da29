package dev.quiver.planner.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.planner.Crowd;
import dev.quiver.planner.expression.Evaluation;
import dev.quiver.planner.operator.RememberedRows.Memory;
import dev.quiver.planner.operator.RememberedRows.Rows;
import dev.quiver.planner.type.QuiverTypeFactory;
import dev.quiver.storage.Database;
import dev.quiver.storage.Fragment;
import dev.quiver.storage.OpenOptions;
import dev.quiver.storage.RowSet;
import dev.quiver.storage.TableAppender;
import dev.quiver.storage.TableName;
import dev.quiver.storage.Transaction;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.file.MemoryFileStore;
import dev.quiver.storage.type.SimpleType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.junit.jupiter.api.Test;

/** What runs of one plan remember is given only to runs with the same values, of the same rows. */
class RememberedRowsTest {
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final TableName NUMBERS = TableName.of("numbers");
  private static final RexBuilder REX = new RexBuilder(QuiverTypeFactory.INSTANCE);
  private static final int FRAGMENTS = 12;

  /** The fragments of two versions of a table, the second with deletes in the same fragments. */
  private static List<Fragment> committed() {
    Database database = Database.open(new MemoryFileStore("memory"), OpenOptions.DEFAULT);
    try (Transaction t = database.begin()) {
      t.createTable(NUMBERS, SqlHarness.schema("n", SimpleType.INTEGER));
      t.commit("CREATE TABLE");
    }
    for (int fragment = 0; fragment < FRAGMENTS; fragment++) {
      ColumnBuilder column = ColumnBuilder.of(SimpleType.INTEGER);
      column.append(2 * fragment);
      column.append(2 * fragment + 1);
      try (Transaction t = database.begin();
          TableAppender appender = t.append(NUMBERS)) {
        appender.append(new DenseBatch(2, List.of(column.build())));
        appender.finish();
        t.commit("INSERT");
      }
    }
    List<Fragment> before = database.latest().table(NUMBERS).orElseThrow().fragments();
    List<Fragment> fragments = new ArrayList<>(before);
    try (Transaction t = database.begin()) {
      RowSet rows = new RowSet();
      before.forEach(fragment -> rows.add(fragment.id(), 1));
      t.delete(NUMBERS, rows);
      // What a transaction has deleted and may yet take back.
      assertNothingIsRemembered(t.view().table(NUMBERS).orElseThrow().fragments());
      t.commit("DELETE");
    }
    fragments.addAll(database.latest().table(NUMBERS).orElseThrow().fragments());
    return fragments;
  }

  /** Of two parameters; the one between them is another's. */
  private static RememberedRows ofTwoParameters() {
    RelDataType integer = QuiverTypeFactory.INSTANCE.createSqlType(SqlTypeName.INTEGER);
    List<RexNode> conditions = new ArrayList<>();
    for (int parameter : new int[] {0, 2}) {
      RexNode value = REX.makeDynamicParam(integer, parameter);
      conditions.add(
          REX.makeCall(SqlStdOperatorTable.LESS_THAN, REX.makeInputRef(integer, 0), value));
    }
    return RememberedRows.of(conditions);
  }

  private static Memory run(RememberedRows remembered, int low, int other, int high) {
    Object[] parameters = {low, other, high};
    return remembered.of(new Evaluation(parameters, SqlHarness.NOW, "ada", () -> {})).orElseThrow();
  }

  private static void assertNothingIsRemembered(List<Fragment> fragments) {
    Memory memory = run(ofTwoParameters(), 1, 2, 3);
    for (Fragment fragment : fragments) {
      memory.put(fragment, new Rows(new long[] {1}, 1));
      assertThat(memory.find(fragment)).isNull();
    }
  }

  /** Mostly the same, so that threads fill one memory too. */
  private static int value(Random random) {
    return random.nextInt(8) == 0 ? 1 : 0;
  }

  /** Remembers rows that tell what they are of, or looks at those that are remembered. */
  private static void run(RememberedRows remembered, List<Fragment> fragments, Random random) {
    int low = value(random);
    int high = value(random);
    Memory memory = run(remembered, low, random.nextInt(), high);
    for (int i = 0; i < fragments.size(); i++) {
      Rows known = memory.find(fragments.get(i));
      if (known == null) {
        memory.put(fragments.get(i), new Rows(new long[] {low, high, i}, i));
        assertThat(memory.find(fragments.get(i))).isNotNull();
      } else {
        assertThat(known.bits()).containsExactly(low, high, i);
        assertThat(known.matches()).isEqualTo(i);
      }
    }
  }

  @Test
  void runsOfOnePlanByThreads() throws Exception {
    List<Fragment> fragments = committed();
    assertThat(fragments).hasSize(2 * FRAGMENTS);
    String failure =
        Crowd.failure(
            SHORT,
            RememberedRowsTest::ofTwoParameters,
            (remembered, random) -> run(remembered, fragments, random),
            remembered -> {
              Rows rows = new Rows(new long[1], 1);
              run(remembered, 2, 1, 2).put(fragments.get(0), rows);
              assertThat(run(remembered, 2, 2, 2).find(fragments.get(0))).isSameAs(rows);
            });
    assertThat(failure).isEmpty();
  }
}
