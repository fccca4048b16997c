package io.countersign.operations.internal;

import io.countersign.operations.BackupException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.springframework.core.env.Environment;

/** Puts a backup where nothing is yet: an empty database, no log, no keys. */
public final class BackupReader {

  private static final String SCRIPT = "io/countersign/connectors/zeebe/history-%d.sql";

  /** Somebody made the schema, with its rights, before us. */
  private static final String EMPTIED =
      """
      do $$
      declare
        named text;
      begin
        for named in select format('drop table %%s cascade', c.oid::regclass) from pg_class c
            where c.relnamespace = '%1$s'::regnamespace and c.relkind = 'r' loop
          execute named;
        end loop;
        for named in select format('drop %%s %%s cascade',
            case c.relkind when 'S' then 'sequence' else 'view' end, c.oid::regclass) from pg_class c
            where c.relnamespace = '%1$s'::regnamespace and c.relkind in ('S', 'v') loop
          execute named;
        end loop;
        for named in select format('drop function %%s cascade', p.oid::regprocedure) from pg_proc p
            where p.pronamespace = '%1$s'::regnamespace loop
          execute named;
        end loop;
      end $$
      """;

  private final Set<String> madeBeforehand = new HashSet<>();
  private final Environment environment;
  private final Places places;
  private final Clock clock;
  private final Consumer<String> progress;

  /** Everything goes where the settings of {@code serve} say. */
  public BackupReader(Environment environment, Clock clock, Consumer<String> progress)
      throws BackupException {
    this.environment = environment;
    this.places = Places.of(environment);
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Restores.
   *
   * @param exporter the exporter's jar, which brings the tables of history; needed if the backup
   *     holds history
   * @throws BackupException when it cannot be done; what was there before is as it was
   */
  public void restore(Path backup, Optional<Path> exporter) throws BackupException {
    try {
      Manifest manifest = Manifest.verified(backup);
      progress.accept("The backup of " + manifest.takenAt() + " is whole.");
      if (manifest.logSize() > 0) {
        BackupWriter.requireFit(
            backup.resolve("ledger"), manifest.logSize(), manifest.noted(), manifest.root());
      }
      requireNothingThere();
      try (Connection connection = DatabaseChecks.connect(environment)) {
        database(connection, manifest, backup, exporter);
      }
      progress.accept("database: %d tables".formatted(manifest.tables().size()));
      files(backup);
      progress.accept("ledger: %d entries, and its key".formatted(manifest.logSize()));
    } catch (IOException | SQLException | FlywayException e) {
      throw new BackupException("Nothing was restored: " + e.getMessage(), e);
    }
  }

  private void requireNothingThere() throws IOException, SQLException, BackupException {
    for (Path place : new Path[] {places.ledger(), places.keys(), places.payloadKeys()}) {
      if (!Places.isEmpty(place)) {
        throw new BackupException(
            "'" + place + "' is not empty. Move it away first; it may be the only whole copy.");
      }
    }
    try (Connection connection = DatabaseChecks.connect(environment)) {
      for (String schema : new String[] {"countersign", places.history()}) {
        if (DatabaseChecks.ask(
                connection, "select 1 from pg_namespace where nspname = '" + schema + "'")
            .isPresent()) {
          madeBeforehand.add(schema);
        }
        if (DatabaseChecks.ask(
                connection, "select 1 from pg_tables where schemaname = '" + schema + "' limit 1")
            .isPresent()) {
          throw new BackupException(
              "The database has a schema '" + schema + "' already. Restore into an empty one.");
        }
      }
    }
  }

  private void database(
      Connection connection, Manifest manifest, Path backup, Optional<Path> exporter)
      throws SQLException, IOException, BackupException {
    boolean done = false;
    try {
      String owner = asOwnerOf(connection, "countersign");
      flyway(manifest.schema(), owner).migrate();
      history(connection, manifest, exporter);
      connection.setAutoCommit(false);
      run(connection, "set search_path to countersign");
      TableCopies copies = new TableCopies(connection, backup.resolve("database"));
      copies.in(manifest.tables());
      copies.set(manifest.sequences());
      connection.commit();
      connection.setAutoCommit(true);
      flyway("latest", owner).migrate();
      note(connection, manifest);
      done = true;
    } finally {
      if (!done) {
        undo(connection);
      }
    }
  }

  /**
   * Tables belong to whom their schema belongs, where somebody made it beforehand; a superuser can
   * restore for others.
   */
  private static String asOwnerOf(Connection connection, String schema) throws SQLException {
    return DatabaseChecks.ask(
            connection,
            "select 'set role ' || quote_ident(pg_get_userbyid(nspowner)) from pg_namespace"
                + " where nspname = '"
                + schema
                + "'")
        .orElse("reset role");
  }

  private Flyway flyway(String upTo, String owner) {
    return Flyway.configure()
        .dataSource(
            TogetherSettings.value(environment, "spring.datasource.url").orElse(""),
            TogetherSettings.value(environment, "spring.datasource.username").orElse(""),
            TogetherSettings.value(environment, "spring.datasource.password").orElse(""))
        .defaultSchema("countersign")
        .schemas("countersign")
        .locations("classpath:db/migration")
        .target(upTo)
        .initSql(owner)
        .load();
  }

  /** The exporter's own scripts make its tables. */
  private void history(Connection connection, Manifest manifest, Optional<Path> exporter)
      throws SQLException, IOException, BackupException {
    if (manifest.tables().stream().noneMatch(t -> t.name().startsWith(places.history() + "."))) {
      return;
    }
    if (exporter.isEmpty()) {
      throw new BackupException(
          "The backup holds process history. Name the exporter's jar with --exporter.");
    }
    run(connection, asOwnerOf(connection, places.history()));
    if (DatabaseChecks.ask(
            connection, "select 1 from pg_namespace where nspname = '" + places.history() + "'")
        .isEmpty()) {
      run(connection, "create schema " + places.history());
    }
    run(
        connection,
        "create table %s.schema_version (version integer primary key, applied_at timestamptz not null default now())"
            .formatted(places.history()));
    try (JarFile jar = new JarFile(exporter.get().toFile())) {
      for (int n = 1; jar.getEntry(SCRIPT.formatted(n)) != null; n++) {
        try (InputStream script = jar.getInputStream(jar.getEntry(SCRIPT.formatted(n)))) {
          String sql = new String(script.readAllBytes(), StandardCharsets.UTF_8);
          run(connection, sql.replace("${schema}", places.history()));
          run(
              connection,
              "insert into %s.schema_version (version) values (%d)".formatted(places.history(), n));
        }
      }
    }
    run(connection, "reset role");
  }

  /** The application reads this when it starts, and annuls what was granted before. */
  private void note(Connection connection, Manifest manifest) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "insert into countersign.restoration (id, backup_at, restored_at, log_size) values (?, ?, ?, ?)")) {
      statement.setObject(1, UUID.randomUUID());
      statement.setTimestamp(2, Timestamp.from(manifest.takenAt()));
      statement.setTimestamp(3, Timestamp.from(clock.instant()));
      statement.setLong(4, manifest.logSize());
      statement.executeUpdate();
    }
  }

  private void undo(Connection connection) throws SQLException {
    if (!connection.getAutoCommit()) {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    run(connection, "reset role");
    for (String schema : new String[] {"countersign", places.history()}) {
      run(
          connection,
          madeBeforehand.contains(schema)
              ? EMPTIED.formatted(schema)
              : "drop schema if exists " + schema + " cascade");
    }
  }

  private void files(Path backup) throws IOException {
    Path log = backup.resolve("ledger");
    if (Files.isDirectory(log)) {
      try (Stream<Path> files = Files.walk(log)) {
        for (Path file : files.toList()) {
          Path to = places.ledger().resolve(log.relativize(file).toString());
          if (Files.isDirectory(file)) {
            Places.privateFolder(to);
          } else {
            Files.copy(file, to);
          }
        }
      }
    }
    Places.copyPrivately(backup.resolve("ledger-keys"), places.keys());
    Places.copyPrivately(backup.resolve("payload-keys"), places.payloadKeys());
    if (!Files.exists(places.historyKey())) {
      Places.copyPrivately(backup.resolve("history.key"), places.historyKey());
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
