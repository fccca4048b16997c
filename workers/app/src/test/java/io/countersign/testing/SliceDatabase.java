package io.countersign.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.springframework.boot.SpringApplication;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * One PostgreSQL for all tests of this JVM that need a real database, and nothing else. It ends
 * with the JVM, after the contexts that use it, so these can stay cached.
 */
public final class SliceDatabase {

  private static final EmbeddedPostgres SERVER = start();

  private SliceDatabase() {}

  /** Points Spring's data source at it. */
  public static void register(DynamicPropertyRegistry registry) {
    registry.add("spring.datasource.url", SliceDatabase::url);
    registry.add("spring.datasource.username", () -> "postgres");
    registry.add("spring.datasource.password", () -> "postgres");
  }

  /** Points Spring's data source at a new, empty database on it. */
  public static void registerFresh(DynamicPropertyRegistry registry) {
    String name = "slice_" + UUID.randomUUID().toString().replace("-", "");
    try (Connection connection = SERVER.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    registry.add(
        "spring.datasource.url",
        () -> SERVER.getJdbcUrl("postgres", name) + "&currentSchema=countersign");
    registry.add("spring.datasource.username", () -> "postgres");
    registry.add("spring.datasource.password", () -> "postgres");
  }

  /** Its address; user and password are {@code postgres}. */
  public static String url() {
    return SERVER.getJdbcUrl("postgres", "postgres") + "&currentSchema=countersign";
  }

  private static EmbeddedPostgres start() {
    try {
      EmbeddedPostgres server = EmbeddedPostgres.builder().setRegisterShutdownHook(false).start();
      SpringApplication.getShutdownHandlers().add(() -> stop(server));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void stop(EmbeddedPostgres server) {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
