package dev.quiver.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The URLs that the driver takes, and what it says to the others. */
class DatabaseUrlTest {
  private static Location location(String url) {
    return DatabaseUrl.parse(url).location();
  }

  @Test
  void anAbsolutePathIsADirectory() {
    assertThat(location("jdbc:quiver:/data/db"))
        .isEqualTo(new Location.Directory(Path.of("/data/db")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"./db", "db", "sub/../db", "././db"})
  void aRelativePathStartsWhereTheProcessRuns(String path) {
    assertThat(location("jdbc:quiver:" + path))
        .isEqualTo(new Location.Directory(Path.of("db").toAbsolutePath()));
  }

  @ParameterizedTest
  @CsvSource({"~/db,db", "~,''"})
  void aTildeIsTheHomeDirectory(String path, String below) {
    assertThat(location("jdbc:quiver:" + path))
        .isEqualTo(new Location.Directory(Path.of(System.getProperty("user.home")).resolve(below)));
  }

  @Test
  void aPathIsTakenLiterally() {
    assertThat(location("jdbc:quiver:/data/100%25 + ~x"))
        .isEqualTo(new Location.Directory(Path.of("/data/100%25 + ~x")));
  }

  @Test
  void nothingIsAPrivateDatabaseInMemory() {
    assertThat(location("jdbc:quiver:")).isEqualTo(new Location.PrivateMemory());
    assertThat(location("jdbc:quiver:?readOnly=true")).isEqualTo(new Location.PrivateMemory());
  }

  @Test
  void memoryMayHaveAName() {
    assertThat(location("jdbc:quiver:mem:shared")).isEqualTo(new Location.NamedMemory("shared"));
  }

  @Test
  void propertiesFollowAQuestionMarkAndArePercentDecoded() {
    assertThat(
            DatabaseUrl.parse("jdbc:quiver:/db?asOf=2026-01-01%2012:00:00&user=a%26b%3Dc+d")
                .properties())
        .isEqualTo(Map.of("asOf", "2026-01-01 12:00:00", "user", "a&b=c+d"));
  }

  @Test
  void aPasswordIsNotShown() {
    assertThat(DatabaseUrl.parse("jdbc:quiver:/db?password=x&user=u").withoutSecrets())
        .isEqualTo("jdbc:quiver:/db?user=u");
    assertThat(DatabaseUrl.parse("jdbc:quiver:/db?user=u&password=x").withoutSecrets())
        .isEqualTo("jdbc:quiver:/db?user=u");
    assertThat(DatabaseUrl.parse("jdbc:quiver:/db?password=x").withoutSecrets())
        .isEqualTo("jdbc:quiver:/db");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PassWord", "p%61ssword", "%50ASSWORD"})
  void norHoweverItsNameIsSpelled(String key) {
    DatabaseUrl url = DatabaseUrl.parse("jdbc:quiver:/db?user=u&" + key + "=hunter2");
    assertThat(url.withoutSecrets()).isEqualTo("jdbc:quiver:/db?user=u");
    assertThat(url).hasToString("jdbc:quiver:/db?user=u");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:quiver:mem:?password=hunter2",
        "jdbc:quiver:gs://b/p?password=hunter2",
        "jdbc:quiver:s3://b/p?password=hunter2",
        "jdbc:quiver://h:1/db?password=hunter2",
        "jdbc:quiver://ada:hunter2@h:1/db",
        "jdbc:quiver:s3://ada:hunter2@b/p",
        "jdbc:quiver:/a\0b?password=hunter2",
        "jdbc:quiver:/db?password=hunter2%",
        "jdbc:quiver:/db?password=a&hunter2",
        "jdbc:quiver:/db?password=hunter2&password=hunter2"
      })
  void norInAMessage(String url) {
    assertThatThrownBy(() -> DatabaseUrl.parse(url))
        .isInstanceOf(QuiverException.class)
        .message()
        .doesNotContain("hunter2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jdbc:quiver:mem: | INVALID_URL | invalid JDBC URL jdbc:quiver:mem:: mem: needs a name",
        "jdbc:quiver:gs://b/p | INVALID_URL | invalid JDBC URL jdbc:quiver:gs://b/p:"
            + " unknown kind of place gs",
        "jdbc:quiver:s3://b/p | NOT_SUPPORTED | a database on S3 (jdbc:quiver:s3://b/p) is not"
            + " supported",
        "jdbc:quiver://h:1/db | NOT_SUPPORTED | a database on a server (jdbc:quiver://h:1/db) is"
            + " not supported",
        "jdbc:quiver:/db? | '' | ''",
        "jdbc:quiver:/db?user | INVALID_PROPERTY | connection property user: expected key=value",
        "jdbc:quiver:/db?=x | INVALID_PROPERTY | connection property number 1 of"
            + " the URL: expected key=value",
        "jdbc:quiver:/db?user=a&user=a | INVALID_PROPERTY | connection property user: is given"
            + " twice",
        "jdbc:quiver:/db?user=%4 | INVALID_PROPERTY | connection property user: a percent"
            + " sign needs two hexadecimal digits behind it",
        "jdbc:quiver:/db?user=%zz | INVALID_PROPERTY | connection property user: a percent"
            + " sign needs two hexadecimal digits behind it"
      })
  void whatIsWrongIsSaid(String url, String code, String message) {
    if (code.isEmpty()) {
      assertThat(DatabaseUrl.parse(url).properties()).isEmpty();
      return;
    }
    assertThatThrownBy(() -> DatabaseUrl.parse(url))
        .isInstanceOfSatisfying(
            QuiverException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.valueOf(code)))
        .hasMessage(message);
  }

  @Test
  void aPathNoSystemHasIsInvalid() {
    assertThatThrownBy(() -> DatabaseUrl.parse("jdbc:quiver:/a\0b"))
        .isInstanceOf(QuiverException.class)
        .hasMessageStartingWith("invalid JDBC URL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:quiver", "jdbc:h2:mem:x", "quiver:/db", "", "jdbc:quiverx:/db"})
  void otherUrlsAreNotOurs(String url) {
    assertThat(DatabaseUrl.isOurs(url)).isFalse();
  }
}
