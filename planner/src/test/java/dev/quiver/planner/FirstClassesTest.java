package dev.quiver.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FirstClassesTest {
  @Test
  void nearlyAllOfTheListIsThere() {
    List<String> names = FirstClasses.names();
    List<String> absent = names.stream().filter(name -> !isThere(name)).toList();
    assertThat(names).hasSizeGreaterThan(1_500).doesNotHaveDuplicates();
    assertThat(absent)
        .as("names of no class: benchmarks/run classes writes the list anew")
        .hasSizeLessThan(names.size() / 20);
  }

  @Test
  void aNameOfNoClassIsTold() {
    assertThat(isThere("dev.quiver.planner.WarmUp")).isTrue();
    assertThat(isThere("dev.quiver.planner.CoolDown")).isFalse();
  }

  private static boolean isThere(String name) {
    return FirstClassesTest.class.getClassLoader().getResource(name.replace('.', '/') + ".class")
        != null;
  }
}
