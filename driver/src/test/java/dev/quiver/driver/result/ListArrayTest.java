package dev.quiver.driver.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.driver.value.Cell;
import dev.quiver.storage.type.VectorType;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A vector as java.sql.Array, as DBeaver, HSQLDB's manager and MyBatis use it. */
class ListArrayTest {
  private static Array vector(float... elements) {
    Cell cell = new Cell(elements, VectorType.ofFloats(elements.length), "embedding");
    return ObjectConversions.convert(cell, Array.class);
  }

  private static List<String> rows(ResultSet rows) throws SQLException {
    List<String> read = new ArrayList<>();
    while (rows.next()) {
      read.add(rows.getInt("INDEX") + "=" + rows.getString("VALUE"));
    }
    return read;
  }

  @Test
  void itsTextIsTheVectorsText() {
    assertThat(vector(0.1f, 0.2f)).hasToString("[0.1,0.2]");
  }

  @Test
  void itsElementsAreReals() throws SQLException {
    assertThat(vector(1).getBaseType()).isEqualTo(Types.REAL);
    assertThat(vector(1).getBaseTypeName()).isEqualTo("REAL");
    assertThat(vector(1, 2).getArray()).isEqualTo(new Float[] {1f, 2f});
    assertThat(vector(1, 2, 3).getArray(2, 5)).isEqualTo(new Float[] {2f, 3f});
  }

  @Test
  void asRowsItHasIndexAndValue() throws SQLException {
    assertThat(rows(vector(0.5f, 2).getResultSet())).containsExactly("1=0.5", "2=2.0");
    assertThat(rows(vector(5, 6, 7).getResultSet(2, 2))).containsExactly("2=6.0", "3=7.0");
  }

  @Test
  void aRangeOutsideIsRefused() {
    assertThatThrownBy(() -> vector(1).getArray(0, 1))
        .isInstanceOf(SQLException.class)
        .hasMessage("1 elements from 0 of an array of 1");
  }

  @Test
  void onceFreedItIsGone() throws SQLException {
    Array vector = vector(1);
    vector.free();
    vector.free();
    assertThatThrownBy(vector::getArray).hasMessage("array is closed");
  }
}
