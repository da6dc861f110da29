package dev.quiver.sqltests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import schemacrawler.schema.Catalog;
import schemacrawler.schema.Column;
import schemacrawler.schema.DataTypeType;
import schemacrawler.schema.NamedObject;
import schemacrawler.schema.Table;
import schemacrawler.schemacrawler.LoadOptionsBuilder;
import schemacrawler.schemacrawler.SchemaCrawlerOptionsBuilder;
import schemacrawler.schemacrawler.SchemaInfoLevelBuilder;
import schemacrawler.tools.executable.SchemaCrawlerExecutable;
import schemacrawler.tools.options.OutputOptionsBuilder;
import us.fatehi.utility.datasource.DatabaseConnectionSources;
import us.fatehi.utility.datasource.MultiUseUserCredentials;

/** Calls every method of DatabaseMetaData there is, over connections of its own. */
class SchemaCrawlerTest {
  /** Held, since a logger that nobody holds forgets its level. */
  private static final List<Logger> LOGGERS =
      List.of(Logger.getLogger("schemacrawler"), Logger.getLogger("us.fatehi"));

  private static EveryType database;
  private static Catalog catalog;
  private static String text;

  @BeforeAll
  static void crawl() throws SQLException {
    LOGGERS.forEach(logger -> logger.setLevel(Level.OFF));
    database = EveryType.named("schemacrawler");
    StringWriter written = new StringWriter();
    SchemaCrawlerExecutable details = new SchemaCrawlerExecutable("details");
    details.setSchemaCrawlerOptions(
        SchemaCrawlerOptionsBuilder.newSchemaCrawlerOptions()
            .withLoadOptions(
                LoadOptionsBuilder.builder()
                    .withSchemaInfoLevel(SchemaInfoLevelBuilder.maximum())
                    .toOptions()));
    details.setOutputOptions(OutputOptionsBuilder.builder().withOutputWriter(written).toOptions());
    details.setDataSource(
        DatabaseConnectionSources.newDatabaseConnectionSource(
            database.url(), new MultiUseUserCredentials("ann", "secret")));
    details.execute();
    catalog = details.getCatalog();
    text = written.toString();
  }

  @AfterAll
  static void drop() throws SQLException {
    database.close();
  }

  @Test
  void findsTheProductTheSchemasAndTheTables() {
    assertThat(catalog.getDatabaseInfo().getDatabaseProductName()).isEqualTo("Quiver");
    assertThat(catalog.getSchemas())
        .extracting(schema -> schema.getFullName())
        .containsExactlyInAnyOrder("information_schema", "public", "sys");
    assertThat(catalog.getTables())
        .extracting(NamedObject::getFullName)
        .containsExactlyInAnyOrder("public.everything", "public.loose", "public.shelf");
  }

  @Test
  void readsEveryColumnWithATypeOfTheServer() {
    List<Column> columns = table("everything").getColumns();
    assertThat(columns)
        .extracting(c -> c.getName() + " " + c.getColumnDataType().getName())
        .containsExactly(
            "id BIGINT",
            "flag BOOLEAN",
            "t TINYINT",
            "s SMALLINT",
            "i INTEGER",
            "r REAL",
            "d DOUBLE",
            "n DECIMAL",
            "c VARCHAR",
            "v VARCHAR",
            "body VARCHAR",
            "bin VARBINARY",
            "bytes VARBINARY",
            "image BLOB",
            "born DATE",
            "wake TIME",
            "made TIMESTAMP",
            "seen TIMESTAMP WITH LOCAL TIME ZONE",
            "u UUID",
            "doc JSON",
            "e VECTOR",
            "bits VECTOR",
            "tags ARRAY",
            "Mixed Case VARCHAR");
    assertThat(columns)
        .as("each is listed by getTypeInfo, so none is taken for a user's own type")
        .allMatch(c -> c.getColumnDataType().getType() == DataTypeType.system);
    assertThat(columns)
        .filteredOn(c -> c.getName().equals("e"))
        .extracting(Column::getSize)
        .containsExactly(3);
    assertThat(columns)
        .filteredOn(c -> !c.isNullable())
        .extracting(NamedObject::getName)
        .containsExactly("id", "i");
    assertThat(text).contains("n                                 DECIMAL(12, 3)", "default 'x'");
  }

  @Test
  void readsKeysAndTheirIndexes() {
    Table shelf = table("shelf");
    assertThat(shelf.getPrimaryKey().getName()).isEqualTo("shelf_pkey");
    assertThat(shelf.getPrimaryKey().getConstrainedColumns())
        .extracting(NamedObject::getName)
        .containsExactly("room", "number");
    assertThat(shelf.getIndexes())
        .singleElement()
        .satisfies(index -> assertThat(index.isUnique()).isTrue());
    assertThat(table("loose").getPrimaryKey()).isNull();
  }

  @Test
  void noAnswerOfTheMetadataFails() {
    assertThat(catalog.getDatabaseInfo().getProperties())
        .hasSizeGreaterThan(100)
        .filteredOn(property -> String.valueOf(property.getValue()).contains("Exception"))
        .isEmpty();
  }

  private static Table table(String name) {
    return catalog.getTables().stream()
        .filter(table -> table.getName().equals(name))
        .findAny()
        .orElseThrow();
  }
}
