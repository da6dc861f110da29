package dev.quiver.storage.posting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.storage.posting.ListCounts.Lists;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListCountsTest {
  private static final ListCounts COUNTS =
      new ListCounts(
          new float[] {12, 130, 1_500},
          List.of(new Lists(20, 40, 100), new Lists(20, 0, 100), new Lists(0, 40, 100)));

  @Test
  void countsBetweenThoseMeasuredGrowWithTheLogarithmOfTheRows() {
    assertThat(COUNTS.lists(0, 1)).isEqualTo(20);
    assertThat(COUNTS.lists(0, 10)).isEqualTo(20);
    assertThat(COUNTS.lists(0, 31.6)).isEqualTo(30);
    assertThat(COUNTS.lists(0, 100)).isEqualTo(40);
    assertThat(COUNTS.lists(0, 1_000)).isEqualTo(100);
  }

  @Test
  void nothingIsToldOfMoreRowsThanMeasuredOrBesideACountThatDoesNotPay() {
    assertThat(COUNTS.lists(0, 1_001)).isZero();
    assertThat(COUNTS.lists(1, 10)).isEqualTo(20);
    assertThat(COUNTS.lists(1, 11)).isZero();
    assertThat(COUNTS.lists(1, 500)).isZero();
    assertThat(COUNTS.lists(2, 10)).isZero();
    assertThat(COUNTS.lists(2, 99)).isZero();
    assertThat(COUNTS.lists(2, 500)).isPositive();
  }

  @Test
  void whatIsUsualGrowsWithTheRowsWanted() {
    assertThat(COUNTS.isUsual(10, 12)).isTrue();
    assertThat(COUNTS.isUsual(10, 12.1)).isFalse();
    assertThat(COUNTS.isUsual(20, 12.1)).isTrue();
    assertThat(COUNTS.isUsual(1_000, 1_500)).isTrue();
  }

  @Test
  void countsBelowZeroAndLevelsThatDescendAreRefused() {
    assertThatThrownBy(() -> new Lists(1, -1, 1)).hasMessage("lists 1, -1, 1");
    assertThatThrownBy(() -> new ListCounts(new float[] {2, 1, 3}, List.of()))
        .hasMessage("what is usual does not ascend");
  }
}
