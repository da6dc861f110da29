package dev.quiver.driver.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.driver.QuiverConnection;
import dev.quiver.driver.QuiverResultSet;
import dev.quiver.driver.SoundDatabases;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is what happens. */
@ExtendWith(SoundDatabases.class)
class ReadmeTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  @TempDir Path directory;

  @Test
  void theDemoPrintsWhatTheReadmeHolds() throws Exception {
    StringWriter printed = new StringWriter();
    Path data = ROOT.resolve("driver/src/demo");
    Demo.run(data, directory.resolve("db"), Output.plain(new PrintWriter(printed), Demo.WIDTH));
    assertThat(printed.toString().strip()).isEqualTo(block("text").strip());
  }

  @Test
  void theJavaOfTheReadmeRuns() throws Exception {
    List<String> lines = new ArrayList<>();
    String url = "jdbc:quiver:" + directory.resolve("db");
    try (Connection c = DriverManager.getConnection(url);
        Statement s = c.createStatement()) {
      s.execute(
          "CREATE TABLE greetings (id INTEGER PRIMARY KEY, text VARCHAR, lang VARCHAR, embedding VECTOR(3))");
      try (PreparedStatement p = c.prepareStatement("INSERT INTO greetings VALUES (?, ?, ?, ?)")) {
        p.setInt(1, 1);
        p.setString(2, "hello world");
        p.setString(3, "en");
        p.setObject(4, new float[] {.1f, .2f, .3f});
        p.addBatch();
        p.executeBatch(); // one commit: version 2
      }
      try (PreparedStatement p =
          c.prepareStatement(
              "SELECT id, text, embedding <=> ? AS d FROM greetings AS OF VERSION 2"
                  + " WHERE lang = 'en' AND CHAR_LENGTH(text) < 100 ORDER BY d LIMIT 10")) {
        p.setObject(1, new float[] {.3f, .2f, .1f});
        try (ResultSet r = p.executeQuery()) {
          while (r.next()) {
            lines.add(r.getInt("id") + " " + r.getString("text") + " " + r.getDouble("d"));
          }
        }
      }
    }
    assertThat(lines).singleElement().asString().startsWith("1 hello world 0.28571");
  }

  @Test
  void theArrowOfTheReadmeRuns() throws Exception {
    List<String> lines = new ArrayList<>();
    Schema schema =
        new Schema(
            List.of(
                Field.nullable("id", new ArrowType.Int(32, true)),
                Field.nullable("text", ArrowType.Utf8.INSTANCE)));
    try (BufferAllocator allocator = new RootAllocator();
        Connection c = DriverManager.getConnection("jdbc:quiver:")) {
      try (Statement s = c.createStatement()) {
        s.execute("CREATE TABLE greetings (id INTEGER, text VARCHAR, embedding VECTOR(3))");
        s.execute("INSERT INTO greetings VALUES (1, 'hello world', '[1, 2, 3]')");
      }
      try (VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator)) {
        ((IntVector) root.getVector("id")).setSafe(0, 2);
        ((VarCharVector) root.getVector("text")).setSafe(0, "good morning".getBytes(UTF_8));
        root.setRowCount(1);
        c.unwrap(QuiverConnection.class).append("greetings", root); // one commit
      }
      try (Statement s = c.createStatement();
          ResultSet r = s.executeQuery("SELECT id, text, embedding FROM greetings ORDER BY id");
          ArrowReader reader = r.unwrap(QuiverResultSet.class).arrow(allocator)) {
        while (reader.loadNextBatch()) {
          lines.add(reader.getVectorSchemaRoot().contentToTSVString());
        }
      }
    }
    assertThat(String.join("", lines).lines())
        .contains("1\thello world\t[1.0,2.0,3.0]", "2\tgood morning\tnull");
  }

  @Test
  void theJavaOfTheReadmeIsTheJavaOfThisTest() throws Exception {
    String test =
        Files.readString(
            ROOT.resolve("driver/src/test/java/dev/quiver/driver/shell/ReadmeTest.java"));
    for (String block : blocks("java")) {
      String shown =
          block.replace("\"jdbc:quiver:./db\"", "url").replace("System.out.println(", "lines.add(");
      assertThat(withoutSpace(test)).contains(withoutSpace(shown));
    }
  }

  private static String withoutSpace(String text) {
    return text.replaceAll("\\s+", "");
  }

  private static String block(String language) throws Exception {
    return blocks(language).get(0);
  }

  private static List<String> blocks(String language) throws Exception {
    String readme = Files.readString(ROOT.resolve("README.md"));
    List<String> blocks =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(readme)
            .results()
            .map(block -> block.group(1))
            .toList();
    assertThat(blocks).as("README.md has blocks of " + language).isNotEmpty();
    return blocks;
  }
}
