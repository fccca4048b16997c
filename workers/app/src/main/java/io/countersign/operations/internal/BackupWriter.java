package io.countersign.operations.internal;

import io.countersign.ledger.log.LogExport;
import io.countersign.ledger.log.LogReader;
import io.countersign.ledger.note.Checkpoint;
import io.countersign.operations.BackupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.core.env.Environment;

/**
 * Makes a backup while the application runs: a snapshot of the database first, the log after it, so
 * that the log in the backup holds at least what the database in the backup says is published.
 */
public final class BackupWriter {

  private final Environment environment;
  private final Places places;
  private final Consumer<String> progress;

  /** Everything comes from the settings of {@code serve}. */
  public BackupWriter(Environment environment, Consumer<String> progress) throws BackupException {
    this.environment = environment;
    this.places = Places.of(environment);
    this.progress = progress;
  }

  /** What the database's snapshot says of itself. */
  private record Snapshot(Instant at, String schema, long noted, String root) {}

  /**
   * Writes into an empty or missing folder.
   *
   * @throws BackupException when it cannot be made; the folder then has no manifest
   */
  public void write(Path target) throws BackupException {
    try {
      if (!Places.isEmpty(target)) {
        throw new BackupException("'" + target + "' is not empty. Name a new folder.");
      }
      Places.privateFolder(target);
      Path database = Places.privateFolder(target.resolve("database"));
      try (Connection connection = DatabaseChecks.connect(environment)) {
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        Snapshot snapshot = snapshot(connection);
        TableCopies copies = new TableCopies(connection, database);
        List<Manifest.Table> tables = copies.out(places.history());
        Map<String, Long> sequences = copies.sequences();
        connection.rollback();
        progress.accept("database: %d tables of %s".formatted(tables.size(), snapshot.at()));
        long logSize = log(target, snapshot);
        Places.copyPrivately(places.keys(), target.resolve("ledger-keys"));
        Places.copyPrivately(places.payloadKeys(), target.resolve("payload-keys"));
        Places.copyPrivately(places.historyKey(), target.resolve("history.key"));
        new Manifest(
                Manifest.FORMAT,
                snapshot.at(),
                snapshot.schema(),
                snapshot.noted(),
                snapshot.root(),
                logSize,
                tables,
                sequences,
                Manifest.digests(target))
            .write(target);
      }
    } catch (IOException | SQLException e) {
      throw new BackupException("The backup was not finished: " + e.getMessage(), e);
    }
  }

  private static Snapshot snapshot(Connection connection) throws SQLException {
    String sql =
        """
        select now() as at,
          (select version from countersign.flyway_schema_history
           where success and version is not null order by installed_rank desc limit 1) as schema,
          coalesce((select size from countersign.ledger_head), 0) as noted,
          coalesce((select root from countersign.ledger_head), '') as root
        """;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return new Snapshot(
          row.getTimestamp("at").toInstant(),
          row.getString("schema"),
          row.getLong("noted"),
          row.getString("root"));
    }
  }

  private long log(Path target, Snapshot snapshot) throws IOException, BackupException {
    Path copy = target.resolve("ledger");
    if (!Files.exists(places.ledger().resolve("checkpoint"))) {
      if (snapshot.noted() > 0) {
        throw new BackupException(
            "The database knows %d entries, but there is no log in '%s'. Name it with countersign.ledger.dir."
                .formatted(snapshot.noted(), places.ledger()));
      }
      return 0;
    }
    Checkpoint checkpoint = LogExport.export(places.ledger(), copy, entries -> {});
    requireFit(copy, checkpoint.size(), snapshot.noted(), snapshot.root());
    progress.accept("ledger: %d entries".formatted(checkpoint.size()));
    return checkpoint.size();
  }

  /** Holds a log against what a database says of its beginning. */
  static void requireFit(Path log, long size, long noted, String root)
      throws IOException, BackupException {
    if (size < noted) {
      throw new BackupException(
          "The log in '%s' has %d entries, the database knows %d. They do not belong together."
              .formatted(log, size, noted));
    }
    if (noted > 0 && !new LogReader(log).root(noted).base64().equals(root)) {
      throw new BackupException(
          "The first %d entries of the log in '%s' are not those that the database knows."
              .formatted(noted, log));
    }
  }
}
