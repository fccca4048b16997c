package io.countersign.connectors.postgres;

import io.countersign.spi.EffectException;
import io.countersign.spi.Secrets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * A database that the operator lets actions name.
 *
 * @param name what actions call it
 * @param url JDBC URL, without user and password
 * @param user the connector's role there
 * @param passwordSecret name of the secret that holds its password; empty when it needs none
 * @param trust how far the operator trusts whoever reads there
 * @param grantableRoles the only roles that may be granted
 * @param exportSchemas the only schemas that tables may be created in
 */
record Database(
    String name,
    String url,
    String user,
    Optional<String> passwordSecret,
    String trust,
    Set<String> grantableRoles,
    Set<String> exportSchemas,
    Secrets secrets) {

  /** No answer may take longer, except where a dataset is moved. */
  static final Duration USUAL_PATIENCE = Duration.ofSeconds(60);

  /** What is reported as done must survive a crash of the server, whatever it is set to. */
  private static final String DURABLE =
      "SELECT set_config('synchronous_commit', 'on', false)"
          + " WHERE current_setting('synchronous_commit') = 'off'";

  /**
   * Opens a connection of its own, in auto-commit mode.
   *
   * @param patience the longest that any answer may take; zero for no limit
   * @throws SQLException when that fails; its message names no password
   */
  Connection open(Duration patience) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    if (passwordSecret.isPresent()) {
      properties.setProperty("password", password(passwordSecret.get()));
    }
    properties.setProperty("ApplicationName", "countersign");
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("loginTimeout", "15");
    properties.setProperty("socketTimeout", Long.toString(patience.toSeconds()));
    properties.setProperty("tcpKeepAlive", "true");
    // Details of server errors quote rows.
    properties.setProperty("logServerErrorDetail", "false");
    Connection connection = DriverManager.getConnection(url, properties);
    try (Statement statement = connection.createStatement()) {
      statement.execute(DURABLE);
      return connection;
    } catch (SQLException e) {
      connection.abort(Runnable::run);
      throw e;
    }
  }

  /** What is done with a connection. */
  @FunctionalInterface
  interface Work<T> {
    T with(Connection connection) throws SQLException, EffectException;
  }

  /**
   * Does something with a connection of its own, and closes it.
   *
   * @param patience the longest that any answer may take; zero for no limit
   */
  <T> T use(Duration patience, Work<T> work) throws SQLException, EffectException {
    Connection connection = open(patience);
    T result;
    try {
      result = work.with(connection);
    } catch (SQLException | EffectException | RuntimeException | Error e) {
      connection.abort(Runnable::run);
      throw e;
    }
    try {
      connection.close();
    } catch (SQLException e) {
      // What was done stands all the same.
      connection.abort(Runnable::run);
    }
    return result;
  }

  private String password(String secret) throws SQLException {
    return secrets
        .find(secret)
        .orElseThrow(
            () ->
                new SQLException(
                    "There is no secret '"
                        + secret
                        + "', which holds the password of '"
                        + user
                        + "'.",
                    "28000"));
  }

  @Override
  public String toString() {
    return "Database[" + name + "]";
  }
}
