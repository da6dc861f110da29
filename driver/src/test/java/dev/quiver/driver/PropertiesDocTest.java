package dev.quiver.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/properties.md, {@code getPropertyInfo} and the table in the code are the same. */
class PropertiesDocTest {
  private static final Path DOC = Path.of("..", "docs", "properties.md");

  @Test
  void theDocumentHoldsTheTable() throws IOException {
    String table =
        Arrays.stream(ConnectionProperty.values())
            .map(PropertiesDocTest::line)
            .collect(Collectors.joining());
    assertThat(Files.readString(DOC))
        .contains("| property | type | default | meaning |\n| --- | --- | --- | --- |\n" + table);
  }

  private static String line(ConnectionProperty property) {
    String type =
        property.choices().isEmpty() ? property.typeName() : String.join(", ", property.choices());
    String value = property.defaultValue().isEmpty() ? "" : "`" + property.defaultValue() + "`";
    return "| `%s` | %s | %s | %s |\n".formatted(property.key(), type, value, property.meaning());
  }

  @Test
  void theDriverAnswersTheTable() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", "ada");
    DriverPropertyInfo[] infos =
        new QuiverDriver().getPropertyInfo("jdbc:quiver:/db?readOnly=true", properties);
    assertThat(infos)
        .extracting(info -> info.name)
        .containsExactlyElementsOf(
            Arrays.stream(ConnectionProperty.values()).map(ConnectionProperty::key).toList());
    assertThat(infos).allSatisfy(info -> assertThat(info.description).isNotBlank());
    assertThat(infos).noneMatch(info -> info.required);
    assertThat(infos)
        .filteredOn(info -> info.name.equals("readOnly") || info.name.equals("user"))
        .extracting(info -> info.value)
        .containsExactly("true", "ada");
    assertThat(infos)
        .filteredOn(info -> info.name.equals("vectorType"))
        .allSatisfy(info -> assertThat(info.choices).containsExactly("array", "varchar", "binary"));
  }
}
