package io.countersign.it;

import io.countersign.local.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/** A database of somebody else's, with a role that may read and logins that may not. */
final class Warehouse {

  static final String ROLE = "reader";
  private static final String NAME = "warehouse";
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static boolean prepared;

  private Warehouse() {}

  /** What the application has to be told, as environment variables. */
  static synchronized Map<String, String> settings() {
    if (!prepared) {
      prepare();
      prepared = true;
    }
    String prefix = "countersign.effects.postgres.connections." + NAME + ".";
    Path secrets = Embedded.folder("secrets");
    try {
      Files.writeString(secrets.resolve("warehouse-password"), "keeper-password\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.of(
        "COUNTERSIGN_SECRETS_DIR",
        secrets.toString(),
        "SPRING_APPLICATION_JSON",
        JsonMapper.shared()
            .writeValueAsString(
                Map.of(
                    prefix + "url", url(),
                    prefix + "user", "keeper",
                    prefix + "password-secret", "warehouse-password",
                    prefix + "trust", "internal",
                    prefix + "grantable-roles", ROLE,
                    prefix + "export-schemas", "shared")));
  }

  private static void prepare() {
    LocalStack stack = Embedded.stack();
    run(
        stack.jdbcUrl(),
        "CREATE ROLE " + ROLE,
        "CREATE ROLE keeper LOGIN PASSWORD 'keeper-password'",
        "GRANT " + ROLE + " TO keeper WITH ADMIN TRUE, INHERIT FALSE, SET FALSE",
        "GRANT pg_signal_backend TO keeper",
        "CREATE DATABASE " + NAME);
    run(
        url(),
        "CREATE SCHEMA countersign_access AUTHORIZATION keeper",
        "CREATE TABLE revenue AS SELECT 1 AS euros",
        "GRANT SELECT ON revenue TO " + ROLE,
        "CREATE SCHEMA shared",
        "GRANT USAGE, CREATE ON SCHEMA shared TO keeper");
  }

  /** A login that may read nothing. */
  static String newMember() {
    String member = "agent_" + NUMBER.incrementAndGet();
    run(Embedded.stack().jdbcUrl(), "CREATE ROLE " + member + " LOGIN PASSWORD 'agent-password'");
    return member;
  }

  /** What somebody with the server's own rights does, past everybody. */
  static void grantBehindOurBack(String member) {
    run(url(), "GRANT " + ROLE + " TO " + member);
  }

  /** Takes that back. */
  static void revokeBehindOurBack(String member) {
    run(url(), "REVOKE " + ROLE + " FROM " + member);
  }

  /** Whether this login may read now, in a session of its own. */
  static boolean mayRead(String member) {
    try (Connection session = DriverManager.getConnection(url(), member, "agent-password");
        Statement statement = session.createStatement();
        ResultSet rows = statement.executeQuery("SELECT euros FROM revenue")) {
      return rows.next();
    } catch (SQLException e) {
      if ("42501".equals(e.getSQLState())) {
        return false;
      }
      throw new AssertionError(e);
    }
  }

  /** The rows of a table that was exported. */
  static List<String> rows(String table) {
    LocalStack stack = Embedded.stack();
    List<String> rows = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection(url(), stack.dbUser(), stack.dbPassword());
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT t::text FROM shared." + table + " t")) {
      while (found.next()) {
        rows.add(found.getString(1));
      }
      return rows;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static String url() {
    return Embedded.stack().jdbcUrl().replaceFirst("/[^/?]+([?].*)?$", "/" + NAME);
  }

  private static void run(String url, String... statements) {
    LocalStack stack = Embedded.stack();
    try (Connection connection =
            DriverManager.getConnection(url, stack.dbUser(), stack.dbPassword());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
