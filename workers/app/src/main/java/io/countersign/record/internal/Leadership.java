package io.countersign.record.internal;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * Being the one instance that sequences: an advisory lock, held by a connection of its own through
 * which the sequencer does all its work. Whatever it reads or writes here proves that it still
 * holds the lock; a session that is silent for half a minute is ended by the database.
 */
final class Leadership implements AutoCloseable {

  /** "ledger" in ASCII: one sequencer in each database. */
  private static final long KEY = 0x6c65_6467_6572L;

  private final Connection connection;

  private Leadership(Connection connection) {
    this.connection = connection;
  }

  /** An intent that is committed and not published. */
  record Pending(UUID id, String entry) {}

  /** Where an intent came to stand. */
  record Placed(UUID id, long index) {}

  /** Becomes the leader; empty while another instance is. */
  static Optional<Leadership> take(JdbcConnectionDetails database) throws SQLException {
    Connection connection = connect(database);
    // What is noted here stands in the log already, and is found there again after a crash.
    try (Statement statement = connection.createStatement()) {
      statement.execute("set synchronous_commit to off");
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    try {
      Leadership leadership = new Leadership(connection);
      if (leadership.ask("select pg_try_advisory_lock(" + KEY + ")")) {
        leadership.tell("set idle_session_timeout = '30s'");
        return Optional.of(leadership);
      }
      connection.close();
      return Optional.empty();
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** A connection outside the pool. */
  static Connection connect(JdbcConnectionDetails database) throws SQLException {
    Properties properties = new Properties();
    Optional.ofNullable(database.getUsername()).ifPresent(u -> properties.setProperty("user", u));
    Optional.ofNullable(database.getPassword())
        .ifPresent(p -> properties.setProperty("password", p));
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "30");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("ApplicationName", "countersign-ledger");
    Connection connection = DriverManager.getConnection(database.getJdbcUrl(), properties);
    try (Statement statement = connection.createStatement()) {
      statement.execute("set search_path to countersign");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Starts to listen for the bell, on any connection. */
  static PGConnection listen(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("listen " + Bell.CHANNEL);
    }
    return connection.unwrap(PGConnection.class);
  }

  /** What is to be sequenced next: everything that is committed, oldest first. */
  List<Pending> pending(int limit) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select id, entry from ledger_intent where state = 'INTENDED' order by number limit ?")) {
      statement.setInt(1, limit);
      List<Pending> pending = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          pending.add(new Pending(rows.getObject(1, UUID.class), rows.getString(2)));
        }
      }
      return pending;
    }
  }

  /** The log as this database knows it. */
  Optional<Head> head() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(Head.SELECT)) {
      return row.next() ? Optional.of(Head.of(row)) : Optional.empty();
    }
  }

  /** Notes where intents came to stand, and the log's new head, in one transaction. */
  void published(List<Placed> placed, Head head, OffsetDateTime at) throws SQLException {
    connection.setAutoCommit(false);
    try {
      place(placed, at);
      head.store(connection);
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private void place(List<Placed> placed, OffsetDateTime at) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            update ledger_intent i set state = 'PUBLISHED', log_index = p.index, published_at = ?
            from unnest(?, ?) p(id, index) where i.id = p.id and i.state = 'INTENDED'
            """)) {
      statement.setObject(1, at);
      statement.setArray(
          2, connection.createArrayOf("uuid", placed.stream().map(Placed::id).toArray()));
      statement.setArray(
          3, connection.createArrayOf("bigint", placed.stream().map(Placed::index).toArray()));
      statement.executeUpdate();
    }
  }

  /** Notes that an intent can never be published. */
  void refuse(UUID id, String why) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "update ledger_intent set state = 'REFUSED', refusal = ? where id = ? and state = 'INTENDED'")) {
      statement.setString(1, why);
      statement.setObject(2, id);
      statement.executeUpdate();
    }
  }

  private boolean ask(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() && row.getBoolean(1);
    }
  }

  private void tell(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Lets another instance lead. */
  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
