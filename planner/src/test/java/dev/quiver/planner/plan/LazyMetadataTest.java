package dev.quiver.planner.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.junit.jupiter.api.Test;

class LazyMetadataTest {
  @Test
  void forwardsEveryQuestion() {
    List<Method> questions =
        Arrays.stream(RelMetadataQuery.class.getMethods())
            .filter(method -> method.getDeclaringClass() != Object.class)
            .filter(method -> !Modifier.isStatic(method.getModifiers()))
            .toList();
    assertThat(questions).hasSizeGreaterThan(40);
    assertThat(questions)
        .allSatisfy(
            question ->
                assertThat(
                        LazyMetadata.class.getDeclaredMethod(
                            question.getName(), question.getParameterTypes()))
                    .isNotNull());
  }
}
