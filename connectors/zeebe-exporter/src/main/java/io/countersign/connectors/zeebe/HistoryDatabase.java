package io.countersign.connectors.zeebe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * Stores rows in PostgreSQL over one connection, which it opens when needed.
 *
 * <p>Nothing it does waits for ever: connecting ends after 5 s, a statement after 15 s, and silence
 * on the wire after 20 s.
 */
final class HistoryDatabase implements HistoryStore {

  private static final String CONNECT_SECONDS = "5";
  private static final String SILENCE_SECONDS = "20";
  private static final long STATEMENT_MILLIS = TimeUnit.SECONDS.toMillis(15);

  /** The SQLSTATE class of values that the database refuses, whatever is tried. */
  private static final String DATA_EXCEPTION = "22";

  private final ExporterSettings settings;
  private final RecordTable table;
  private volatile @Nullable Connection connection;

  HistoryDatabase(ExporterSettings settings) {
    this.settings = settings;
    this.table = new RecordTable(settings.schema());
  }

  @Override
  public void store(List<HistoryRow> rows) throws SQLException {
    Connection open = connection();
    try {
      storeAll(open, rows);
    } catch (SQLException refused) {
      if (!isDataException(refused)) {
        throw refused;
      }
      open.rollback();
      storeAll(open, storable(open, rows));
    }
  }

  private void storeAll(Connection open, List<HistoryRow> rows) throws SQLException {
    if (table.insert(open, rows) < rows.size()) {
      table.refuseStrangers(open, rows);
    }
    table.noteProgress(open, rows.getLast());
    open.commit();
  }

  /** Finds the rows that the database refuses and leaves them their coordinates alone. */
  private List<HistoryRow> storable(Connection open, List<HistoryRow> rows) throws SQLException {
    List<HistoryRow> storable = new ArrayList<>(rows.size());
    for (HistoryRow row : rows) {
      try {
        table.insert(open, List.of(row));
        storable.add(row);
      } catch (SQLException refused) {
        if (!isDataException(refused)) {
          throw refused;
        }
        storable.add(row.bare(String.valueOf(refused.getSQLState())));
      } finally {
        open.rollback();
      }
    }
    return storable;
  }

  private static boolean isDataException(SQLException e) {
    return e.getSQLState() != null && e.getSQLState().startsWith(DATA_EXCEPTION);
  }

  /** Empties the history; see {@link CountersignExporter#purge()}. */
  void purge() throws SQLException {
    Connection open = connection();
    table.purge(open);
    open.commit();
  }

  private Connection connection() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = connect();
      connection = open;
      new SchemaMigration(settings.schema()).run(open);
    }
    return open;
  }

  private Connection connect() throws SQLException {
    // Not through DriverManager, which might hand out the broker's own driver.
    Connection opened = new Driver().connect(settings.url(), properties());
    if (opened == null) {
      throw new SQLException("'%s' is not an address of PostgreSQL".formatted(settings.address()));
    }
    try (Statement statement = opened.createStatement()) {
      statement.execute("set statement_timeout = " + STATEMENT_MILLIS);
      statement.execute("set idle_in_transaction_session_timeout = " + 2 * STATEMENT_MILLIS);
      opened.setAutoCommit(false);
      return opened;
    } catch (SQLException e) {
      opened.close();
      throw e;
    }
  }

  private Properties properties() throws SQLException {
    var properties = new Properties();
    if (settings.user() != null) {
      properties.setProperty("user", settings.user());
    }
    String password = password();
    if (password != null) {
      properties.setProperty("password", password);
    }
    properties.setProperty("ApplicationName", "countersign-exporter");
    properties.setProperty("connectTimeout", CONNECT_SECONDS);
    properties.setProperty("socketTimeout", SILENCE_SECONDS);
    properties.setProperty("tcpKeepAlive", "true");
    return properties;
  }

  private @Nullable String password() throws SQLException {
    Path file = settings.passwordFile();
    if (file == null) {
      return settings.password();
    }
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new SQLException(
          "passwordFile '%s' cannot be read (%s)".formatted(file, e.getClass().getSimpleName()), e);
    }
  }

  @Override
  public void close() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException alreadyGone) {
        // The server takes back what was not committed; nothing is left to do here.
      }
    }
  }
}
