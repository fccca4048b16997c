package io.countersign.operations.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.operations.Check;
import io.countersign.testing.SliceDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

/** Rows of the schema that was released before, after the upgrade to the newest. */
class SchemaUpgradeIT {

  private final String url = SliceDatabase.freshUrl();

  @Test
  void rowsOfVersionNine_afterTheUpgrade_areAllThereAsTheyWere() throws Exception {
    migrate("9");
    try (Connection connection = connect()) {
      fill(connection);
      Map<String, String> before = content(connection);
      assertThat(schema().state()).isEqualTo(Check.State.NOTE);

      migrate("latest");

      Map<String, String> after = content(connection);
      assertThat(before).hasSizeGreaterThan(12);
      before.forEach((row, text) -> assertThat(after.get(row)).as(row).isEqualTo(text));
      assertThat(schema().state()).isEqualTo(Check.State.OK);
    }
  }

  @Test
  void schemaOfANewerVersion_isSaidToBeAhead() throws Exception {
    migrate("latest");
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(
          "insert into countersign.flyway_schema_history (installed_rank, version, description, type,"
              + " script, installed_by, execution_time, success)"
              + " values (999, '9999', 'x', 'SQL', 'V9999__x.sql', 'x', 1, true)");
    }

    assertThat(schema().state()).isEqualTo(Check.State.WARNING);
    assertThat(schema().found()).contains("ahead");
  }

  private Check schema() {
    List<Check> checks = new ArrayList<>();
    MockEnvironment environment =
        new MockEnvironment()
            .withProperty("spring.datasource.url", url)
            .withProperty("spring.datasource.username", "postgres")
            .withProperty("spring.datasource.password", "postgres");
    new DatabaseChecks(environment, Clock.systemUTC(), checks).run();
    return checks.stream()
        .filter(check -> check.name().equals("database.schema"))
        .findFirst()
        .orElseThrow();
  }

  /** Every row's columns of version 9, as text, under its table and its own place there. */
  private static Map<String, String> content(Connection connection) throws SQLException {
    Map<String, String> content = new TreeMap<>();
    for (String table :
        List.of(
            "person",
            "person_group",
            "agent",
            "linked_identity",
            "directory_change",
            "sealed_action",
            "ruling",
            "review_round",
            "review_author",
            "review_seat",
            "review_vote",
            "action_grant",
            "execution",
            "ledger_intent")) {
      String columns = columns(connection, table);
      try (var statement = connection.createStatement();
          var row =
              statement.executeQuery(
                  "select (%1$s)::text from countersign.%2$s order by 1"
                      .formatted("row(" + columns + ")", table))) {
        for (int n = 0; row.next(); n++) {
          content.put(table + " " + n, row.getString(1));
        }
      }
    }
    return content;
  }

  /** Noted before the upgrade; what is added later is none of version 9's. */
  private static final Map<String, String> COLUMNS = new TreeMap<>();

  private static String columns(Connection connection, String table) throws SQLException {
    String known = COLUMNS.get(table);
    if (known == null) {
      known =
          DatabaseChecks.ask(
                  connection,
                  "select string_agg(quote_ident(column_name), ',' order by ordinal_position)"
                      + " from information_schema.columns where table_schema = 'countersign'"
                      + " and table_name = '"
                      + table
                      + "'")
              .orElseThrow();
      COLUMNS.put(table, known);
    }
    return known;
  }

  private static void fill(Connection connection) throws SQLException, IOException {
    try (InputStream rows =
            SchemaUpgradeIT.class.getResourceAsStream("/io/countersign/operations/version-9.sql");
        var statement = connection.createStatement()) {
      statement.execute(new String(rows.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private void migrate(String target) {
    Flyway.configure()
        .dataSource(url, "postgres", "postgres")
        .defaultSchema("countersign")
        .schemas("countersign")
        .locations("classpath:db/migration")
        .target(target)
        .load()
        .migrate();
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url, "postgres", "postgres");
  }
}
