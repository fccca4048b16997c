package io.countersign.operations.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.actions.Actions;
import io.countersign.grants.GrantDesk;
import io.countersign.ledger.keys.LogKeys;
import io.countersign.ledger.log.LogWriter;
import io.countersign.ledger.log.Publication;
import io.countersign.operations.BackupException;
import io.countersign.testing.Requests;
import io.countersign.testing.SliceDatabase;
import io.countersign.testing.Stub;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.transaction.support.TransactionOperations;

/** Backups of a real PostgreSQL and a real log, and what comes back. */
class BackupIT {

  private static final String ORIGIN = "backup.example.org/log";

  @TempDir private Path folder;

  /** Roles belong to the server, which other tests share. */
  private static final String NUMBER = UUID.randomUUID().toString().substring(0, 8);

  private final String source = SliceDatabase.freshUrl();
  private final String target = SliceDatabase.freshUrl();
  private Path backup;

  @BeforeEach
  void installation() throws Exception {
    backup = folder.resolve("backup");
    Flyway.configure()
        .dataSource(source, "postgres", "postgres")
        .defaultSchema("countersign")
        .schemas("countersign")
        .target("9")
        .load()
        .migrate();
    try (Connection connection = connect(source);
        Statement statement = connection.createStatement();
        InputStream rows =
            getClass().getResourceAsStream("/io/countersign/operations/version-9.sql")) {
      statement.execute(new String(rows.readAllBytes(), StandardCharsets.UTF_8));
    }
    Files.createDirectories(data("source"));
    Files.writeString(data("source").resolve("history.key"), "00".repeat(32));
    note(append("one", "two"));
  }

  @Test
  void restore_ofABackup_bringsBackEveryRowTheLogAndItsKey() throws Exception {
    append("after the database's last note");
    write();

    reader(target, "target").restore(backup, Optional.empty());

    assertThat(texts(target, "sealed_action")).isEqualTo(texts(source, "sealed_action"));
    assertThat(texts(target, "review_vote")).isEqualTo(texts(source, "review_vote"));
    assertThat(ask(target, "select size from countersign.ledger_head")).isEqualTo("2");
    assertThat(ask(target, "select nextval('countersign.ledger_intent_number')"))
        .isEqualTo(ask(source, "select nextval('countersign.ledger_intent_number')"));
    assertThat(ask(target, "select count(*) from pg_trigger where tgenabled = 'D'")).isEqualTo("0");
    assertThat(Files.readString(data("target").resolve("history.key"))).hasSize(64);
    try (LogWriter log = log("target")) {
      assertThat(log.checkpoint().size()).isEqualTo(3);
      log.append(List.of("goes on".getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Test
  void restore_ofAChangedBackup_changesNothing() throws Exception {
    write();
    Path file = backup.resolve("database/countersign.review_vote.copy.gz");
    byte[] content = Files.readAllBytes(file);
    content[content.length - 1] ^= 1;
    Files.write(file, content);

    assertThatThrownBy(() -> reader(target, "target").restore(backup, Optional.empty()))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("review_vote");
    assertThat(ask(target, "select count(*) from pg_namespace where nspname = 'countersign'"))
        .isEqualTo("0");
    assertThat(data("target").resolve("ledger")).doesNotExist();
  }

  @Test
  void restore_thatFailsHalfWay_leavesWhatWasMadeBeforehandEmpty() throws Exception {
    write();
    try (Connection connection = connect(target);
        Statement statement = connection.createStatement()) {
      statement.execute("create schema countersign");
      statement.execute("create role owner_of_schema_" + NUMBER + " nologin");
      statement.execute("alter schema countersign owner to owner_of_schema_" + NUMBER);
    }
    Manifest whole = Manifest.verified(backup);
    new Manifest(
            whole.format(),
            whole.takenAt(),
            whole.schema(),
            whole.noted(),
            whole.root(),
            whole.logSize(),
            whole.tables().stream()
                .map(t -> new Manifest.Table(t.name(), t.columns(), t.rows() + 1))
                .toList(),
            whole.sequences(),
            whole.files())
        .write(backup);

    assertThatThrownBy(() -> reader(target, "target").restore(backup, Optional.empty()))
        .hasMessageContaining("rows");
    assertThat(ask(target, "select count(*) from pg_tables where schemaname = 'countersign'"))
        .isEqualTo("0");
    whole.write(backup);
    reader(target, "target").restore(backup, Optional.empty());
    assertThat(ask(target, "select tableowner from pg_tables where tablename = 'sealed_action'"))
        .isEqualTo("owner_of_schema_" + NUMBER);
  }

  @Test
  void restore_overSomethingThatIsThere_isRefused() throws Exception {
    write();
    assertThatThrownBy(() -> reader(source, "target").restore(backup, Optional.empty()))
        .hasMessageContaining("already");
    assertThatThrownBy(() -> reader(target, "source").restore(backup, Optional.empty()))
        .hasMessageContaining("not empty");
  }

  @Test
  void backup_whoseLogIsBehindTheDatabase_isNotFinished() throws Exception {
    try (Connection connection = connect(source);
        Statement statement = connection.createStatement()) {
      statement.execute("update countersign.ledger_head set size = 9");
    }
    assertThatThrownBy(this::write).hasMessageContaining("do not belong together");
    assertThat(Manifest.isIn(backup)).isFalse();
  }

  @Test
  void unspentGrants_afterARestore_areAnnulledOnceBeforeAnyJobRuns() throws Exception {
    write();
    reader(target, "target").restore(backup, Optional.empty());
    List<UUID> annulled = new ArrayList<>();

    after(annulled).start();
    after(annulled).start();

    assertThat(annulled).containsExactly(UUID.fromString("00000000-0000-4000-8000-00000000000b"));
  }

  private AfterRestoration after(List<UUID> annulled) {
    DriverManagerDataSource database = new DriverManagerDataSource(target, "postgres", "postgres");
    GrantDesk desk = Stub.of(GrantDesk.class).on("annul", args -> true).get();
    Actions actions =
        Stub.of(Actions.class)
            .on(
                "get",
                args -> {
                  annulled.add((UUID) args[0]);
                  return Requests.anExport().sealed();
                })
            .get();
    return new AfterRestoration(
        JdbcClient.create(database),
        desk,
        actions,
        TransactionOperations.withoutTransaction(),
        Clock.systemUTC());
  }

  private void write() throws BackupException {
    new BackupWriter(environment(source, "source"), said -> {}).write(backup);
  }

  private BackupReader reader(String url, String name) throws Exception {
    Files.createDirectories(data(name));
    return new BackupReader(environment(url, name), Clock.systemUTC(), said -> {});
  }

  private MockEnvironment environment(String url, String name) {
    return new MockEnvironment()
        .withProperty("spring.datasource.url", url)
        .withProperty("spring.datasource.username", "postgres")
        .withProperty("spring.datasource.password", "postgres")
        .withProperty("countersign.data-dir", data(name).toString())
        .withProperty(
            "countersign.history.digest-key-file", data(name).resolve("history.key").toString());
  }

  private Path data(String name) {
    return folder.resolve(name);
  }

  private LogWriter log(String name) throws IOException {
    Path log = data(name).resolve("ledger");
    return LogWriter.open(
        log, new LogKeys(data(name).resolve("ledger-keys")).open(ORIGIN, log), Clock.systemUTC());
  }

  private Publication append(String... entries) throws IOException {
    try (LogWriter log = log("source")) {
      return log.append(
          Arrays.stream(entries).map(e -> e.getBytes(StandardCharsets.UTF_8)).toList());
    }
  }

  /** As the sequencer notes what it has published. */
  private void note(Publication published) throws SQLException, IOException {
    try (Connection connection = connect(source);
        var statement =
            connection.prepareStatement(
                "insert into countersign.ledger_head (origin, verifier, size, root, note, published_at)"
                    + " values (?, 'v', ?, ?, 'n', now())")) {
      statement.setString(1, ORIGIN);
      statement.setLong(2, published.checkpoint().size());
      statement.setString(3, published.checkpoint().root().base64());
      statement.executeUpdate();
    }
  }

  private static Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url, "postgres", "postgres");
  }

  private static String ask(String url, String sql) throws SQLException {
    try (Connection connection = connect(url)) {
      return DatabaseChecks.ask(connection, sql).orElse("");
    }
  }

  private static String texts(String url, String table) throws SQLException {
    return ask(
        url,
        "select string_agg(to_jsonb(t)::text, chr(10) order by to_jsonb(t)::text) from (select id"
            + " from countersign."
            + table
            + ") t");
  }
}
