package io.countersign.cli;

import io.countersign.local.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A database that has nothing to do with Countersign's own: a table of revenues, a role that may
 * read it, and an agent's login that may not, until somebody grants it the role.
 */
final class DemoWarehouse {

  static final String CONNECTION = "warehouse";
  static final String ROLE = "analyst_readonly";
  static final String MEMBER = "agent_reports";
  private static final String CONNECTOR = "warehouse_connector";
  private static final String SECRET = "warehouse-password";
  private static final String DENIED = "42501";

  private final LocalStack stack;
  private final Path secrets;

  DemoWarehouse(LocalStack stack, DemoHome demo) {
    this.stack = stack;
    this.secrets = demo.secrets();
  }

  /** What the application has to be told of it, as Spring Boot's SPRING_APPLICATION_JSON. */
  String settings() {
    String prefix = "countersign.effects.postgres.connections." + CONNECTION + ".";
    return JsonMapper.shared()
        .writeValueAsString(
            Map.of(
                prefix + "url", url(),
                prefix + "user", CONNECTOR,
                prefix + "password-secret", SECRET,
                prefix + "trust", "internal",
                prefix + "grantable-roles", ROLE));
  }

  private String url() {
    return stack.jdbcUrl().replaceFirst("/[^/?]+([?].*)?$", "/" + CONNECTION);
  }

  /** Creates what is missing. */
  void prepare() {
    String connector = password(SECRET);
    String agent = password("agent-password");
    try (Connection server =
            DriverManager.getConnection(stack.jdbcUrl(), stack.dbUser(), stack.dbPassword());
        Statement statement = server.createStatement()) {
      role(statement, ROLE, "NOLOGIN");
      role(statement, MEMBER, "LOGIN PASSWORD '" + agent + "'");
      role(statement, CONNECTOR, "LOGIN PASSWORD '" + connector + "'");
      statement.execute(
          "GRANT " + ROLE + " TO " + CONNECTOR + " WITH ADMIN TRUE, INHERIT FALSE, SET FALSE");
      statement.execute("GRANT pg_signal_backend TO " + CONNECTOR);
      if (!exists(statement, "pg_database", "datname", CONNECTION)) {
        statement.execute("CREATE DATABASE " + CONNECTION);
        fill();
      }
    } catch (SQLException e) {
      throw new CommandException(
          ExitCode.FAILED, "The demo's warehouse cannot be prepared: " + e.getMessage());
    }
  }

  private static void role(Statement statement, String name, String options) throws SQLException {
    boolean there = exists(statement, "pg_roles", "rolname", name);
    statement.execute((there ? "ALTER" : "CREATE") + " ROLE " + name + " " + options);
  }

  private static boolean exists(Statement statement, String table, String column, String name)
      throws SQLException {
    try (ResultSet found =
        statement.executeQuery("SELECT FROM " + table + " WHERE " + column + " = '" + name + "'")) {
      return found.next();
    }
  }

  private void fill() throws SQLException {
    List<String> statements =
        List.of(
            "CREATE SCHEMA countersign_access AUTHORIZATION " + CONNECTOR,
            "CREATE SCHEMA reports",
            "CREATE TABLE reports.revenue (month date, region text, euros numeric)",
            """
            INSERT INTO reports.revenue
            SELECT month, region, 10000 + 100 * row_number() OVER (ORDER BY month, region)
            FROM generate_series(date '2026-01-01', date '2026-10-01', interval '1 month') month,
                 unnest(ARRAY['north', 'south', 'west']) region
            """,
            "GRANT USAGE ON SCHEMA reports TO " + ROLE,
            "GRANT SELECT ON reports.revenue TO " + ROLE);
    try (Connection warehouse =
            DriverManager.getConnection(url(), stack.dbUser(), stack.dbPassword());
        Statement statement = warehouse.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private String password(String name) {
    Path file = secrets.resolve(name);
    try {
      if (!Files.exists(file)) {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        DemoHome.writePrivate(file, Base64.getUrlEncoder().encodeToString(random));
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED, "The demo's secret '" + file + "' cannot be kept: " + e.getMessage());
    }
  }

  /**
   * Reads the revenues as the agent does, in a session of its own.
   *
   * @return how many rows it sees, -1 when it is denied
   */
  long readAsAgent() {
    try (Connection session =
            DriverManager.getConnection(url(), MEMBER, password("agent-password"));
        Statement statement = session.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM reports.revenue")) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      if (DENIED.equals(e.getSQLState())) {
        return -1;
      }
      throw new CommandException(
          ExitCode.FAILED, "The demo's agent cannot reach the warehouse: " + e.getMessage());
    }
  }
}
