package io.countersign.connectors.postgres;

import io.countersign.spi.EffectException;
import io.countersign.spi.EffectException.Remedy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * The schema {@code countersign_access} of a database, where the connector keeps what it gave. It
 * must belong to the connector's own role: whoever owns it can change what runs there.
 */
final class AccessSchema {

  /** PostgreSQL 16 is the first to keep apart who granted a membership. */
  static final int OLDEST_SERVER = 160_000;

  static final String VERSION = "Countersign connector, version 1";

  private static final String STATE =
      """
      SELECT current_setting('server_version_num')::int AS server,
             pg_is_in_recovery() AS standby,
             n.oid IS NOT NULL AS present,
             pg_get_userbyid(n.nspowner) AS owner,
             n.nspowner = (SELECT oid FROM pg_roles WHERE rolname = current_user) AS ours,
             obj_description(n.oid, 'pg_namespace') AS version,
             has_database_privilege(current_database(), 'CREATE') AS creatable,
             current_user AS self
        FROM (SELECT) one LEFT JOIN pg_namespace n ON n.nspname = 'countersign_access'
      """;

  private AccessSchema() {}

  /** Whether it is there and this connector's version. */
  static boolean isInstalled(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet state = statement.executeQuery(STATE)) {
      return state.next() && state.getBoolean("ours") && VERSION.equals(state.getString("version"));
    }
  }

  /** Why the connector cannot keep its records here, if so, and what to do. */
  static Optional<String> problem(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet state = statement.executeQuery(STATE)) {
      state.next();
      if (state.getInt("server") < OLDEST_SERVER) {
        return Optional.of(
            "The server has version "
                + state.getInt("server") / 10_000
                + ". PostgreSQL 16 or later is needed.");
      }
      if (state.getBoolean("standby")) {
        return Optional.of("The server is a standby. Name a connection to its primary.");
      }
      if (!state.getBoolean("present")) {
        return state.getBoolean("creatable")
            ? Optional.empty()
            : Optional.of(
                "The schema countersign_access is missing. Let an administrator run: CREATE SCHEMA"
                    + " countersign_access AUTHORIZATION "
                    + Sql.name(String.valueOf(state.getString("self")))
                    + ".");
      }
      if (!state.getBoolean("ours")) {
        return Optional.of(
            "The schema countersign_access belongs to '"
                + state.getString("owner")
                + "'. It must belong to the connector's role '"
                + state.getString("self")
                + "'.");
      }
      String version = state.getString("version");
      return version == null || version.equals(VERSION)
          ? Optional.empty()
          : Optional.of(
              "The schema countersign_access says '"
                  + version
                  + "', this connector needs '"
                  + VERSION
                  + "'.");
    }
  }

  /**
   * Creates what is missing, in one transaction.
   *
   * @throws EffectException when it cannot be created; nothing is then
   */
  static void install(Connection connection) throws SQLException, EffectException {
    Optional<String> unusable = problem(connection);
    if (unusable.isPresent()) {
      throw new EffectException("AccessSchemaUnusable", Remedy.OPERATOR, unusable.get());
    }
    if (isInstalled(connection)) {
      return;
    }
    Transaction.run(
        connection,
        () -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(1134251364, 3)");
            if (!isInstalled(connection)) {
              if (!isPresent(connection)) {
                statement.execute("CREATE SCHEMA countersign_access");
              }
              statement.execute(script());
            }
          }
          return true;
        });
  }

  private static boolean isPresent(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT FROM pg_namespace WHERE nspname = 'countersign_access'");
        ResultSet found = statement.executeQuery()) {
      return found.next();
    }
  }

  private static String script() {
    try (InputStream in = AccessSchema.class.getResourceAsStream("access.sql")) {
      if (in == null) {
        throw new IllegalStateException("access.sql is missing from the connector's jar.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
