package io.countersign.connectors.postgres;

import io.countersign.spi.EffectContext;
import io.countersign.spi.EffectRequest;
import io.countersign.spi.EffectRequest.InputRevision;
import io.countersign.spi.Secrets;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A database of its own on one real server, with a reader role, an agent that may log in, and a
 * connector that has what the README lists and no more.
 */
final class Lab {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final EmbeddedPostgres server;
  final String database;
  final String reader;
  final String agent;
  final String connector;
  private final Map<String, String> settings = new HashMap<>();

  private Lab(EmbeddedPostgres server) {
    this.server = server;
    int n = COUNT.incrementAndGet();
    this.database = "lab_" + n;
    this.reader = "analyst \"readonly\" {fn ünï} ?1 ' " + n;
    this.agent = "agent_" + n;
    this.connector = "connector_" + n;
    sqlIn("postgres", "CREATE DATABASE " + database);
    sql(
        "CREATE ROLE %s".formatted(Sql.name(reader)),
        "CREATE ROLE %s LOGIN".formatted(agent),
        "CREATE ROLE %s LOGIN".formatted(connector),
        "CREATE SCHEMA crm",
        "CREATE TABLE crm.customers (id int)",
        "CREATE TABLE crm.orders (id int)",
        "GRANT USAGE ON SCHEMA crm TO %s".formatted(Sql.name(reader)),
        "GRANT SELECT ON crm.customers, crm.orders TO %s".formatted(Sql.name(reader)),
        "GRANT %s TO %s WITH ADMIN TRUE, INHERIT FALSE, SET FALSE"
            .formatted(Sql.name(reader), connector),
        "GRANT pg_signal_backend TO %s".formatted(connector),
        "CREATE SCHEMA countersign_access AUTHORIZATION %s".formatted(connector),
        "CREATE SCHEMA shared",
        "GRANT USAGE, CREATE ON SCHEMA shared TO %s".formatted(connector));
    set("url", url());
    set("user", connector);
    set("trust", "internal");
    set("grantable-roles", reader);
    set("export-schemas", "shared");
  }

  /** A lab on the server that all tests of this JVM share. */
  static Lab open() {
    return new Lab(Shared.SERVER);
  }

  /** A lab on a server of its own, which a test may stop. */
  static Lab on(EmbeddedPostgres server) {
    return new Lab(server);
  }

  static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Shared {
    static final EmbeddedPostgres SERVER = start();
  }

  String url() {
    return "jdbc:postgresql://localhost:" + server.getPort() + "/" + database;
  }

  /** Changes a setting of the connection {@code lab}. */
  Lab set(String name, String value) {
    settings.put("postgres.connections.lab." + name, value);
    return this;
  }

  Map<String, String> settings() {
    return Map.copyOf(settings);
  }

  RoleGrant grants() {
    return new RoleGrant(Databases.read(context(settings)));
  }

  static EffectContext context(Map<String, String> settings) {
    return new EffectContext() {
      @Override
      public Clock clock() {
        return Clock.systemUTC();
      }

      @Override
      public Map<String, String> settings() {
        return Map.copyOf(settings);
      }

      @Override
      public Secrets secrets() {
        return name -> Optional.of(name).filter("db-password"::equals).map(n -> "hunter2");
      }
    };
  }

  /** Asks for the reader role for the agent. */
  EffectRequest ask(String... windowAndMore) {
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < windowAndMore.length; i += 2) {
      parameters.put(windowAndMore[i], windowAndMore[i + 1]);
    }
    return new EffectRequest(
        UUID.randomUUID(),
        "sha256:" + "0".repeat(64),
        Map.of("connection", "lab", "role", reader, "member", agent),
        parameters,
        Optional.<InputRevision>empty(),
        Map.of());
  }

  /** The same request with another target value. */
  static EffectRequest with(EffectRequest request, String name, String value) {
    Map<String, String> target = new HashMap<>(request.target());
    target.put(name, value);
    return new EffectRequest(
        request.executionId(),
        request.actionDigest(),
        target,
        request.parameters(),
        request.input(),
        request.facts());
  }

  /** Runs statements as the administrator. */
  void sql(String... statements) {
    sqlIn(database, statements);
  }

  private void sqlIn(String database, String... statements) {
    try (Connection connection = connect(database, "postgres");
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first column of a query that the administrator asks. */
  List<String> ask(String sql) {
    try (Connection connection = as("postgres")) {
      return column(connection, sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<String> column(Connection connection, String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  /** A session of this role. */
  Connection as(String role) throws SQLException {
    return connect(database, role);
  }

  private Connection connect(String database, String role) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:" + server.getPort() + "/" + database, role, "unused");
  }

  /** Whether the agent has the reader role now, whoever gave it. */
  boolean isMember() {
    return isMember(agent);
  }

  boolean isMember(String member) {
    return !ask("SELECT 1 FROM pg_auth_members a JOIN pg_roles r ON r.oid = a.roleid"
            + " JOIN pg_roles m ON m.oid = a.member WHERE r.rolname = "
            + Sql.text(reader)
            + " AND m.rolname = "
            + Sql.text(member))
        .isEmpty();
  }

  /** The sessions that watch in this lab. */
  List<String> watchers() {
    return ask(
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE"
            + " 'CALL countersign_access.watch%' AND state = 'active'");
  }
}
