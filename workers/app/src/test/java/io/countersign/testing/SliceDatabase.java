package io.countersign.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * One PostgreSQL for all tests of this JVM that need a real database, and nothing else. It ends
 * with the JVM, after the contexts that use it, so these can stay cached.
 */
public final class SliceDatabase {

  private static final EmbeddedPostgres SERVER = start();

  /** A database belongs to one folder of payload keys. */
  private static final Path SHARED_KEYS = keys();

  private SliceDatabase() {}

  /** Points Spring's data source at it. */
  public static void register(DynamicPropertyRegistry registry) {
    registry.add("spring.datasource.url", SliceDatabase::url);
    registry.add("countersign.payloads.keys", SHARED_KEYS::toString);
    registry.add("spring.datasource.username", () -> "postgres");
    registry.add("spring.datasource.password", () -> "postgres");
  }

  /** Points Spring's data source at a new, empty database on it. */
  public static void registerFresh(DynamicPropertyRegistry registry) {
    String url = freshUrl();
    Path keys = keys();
    registry.add("countersign.payloads.keys", keys::toString);
    registry.add("spring.datasource.url", () -> url);
    registry.add("spring.datasource.username", () -> "postgres");
    registry.add("spring.datasource.password", () -> "postgres");
  }

  /** The address of a new, empty database on it; user and password are {@code postgres}. */
  public static String freshUrl() {
    String name = "slice_" + UUID.randomUUID().toString().replace("-", "");
    try (Connection connection = SERVER.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return SERVER.getJdbcUrl("postgres", name) + "&currentSchema=countersign";
  }

  /** Its address; user and password are {@code postgres}. */
  public static String url() {
    return SERVER.getJdbcUrl("postgres", "postgres") + "&currentSchema=countersign";
  }

  private static Path keys() {
    try {
      return Files.createTempDirectory("countersign-payload-keys");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EmbeddedPostgres start() {
    try {
      EmbeddedPostgres server = EmbeddedPostgres.builder().setRegisterShutdownHook(false).start();
      stopAfterThisJvm(server);
      return server;
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("The test database does not start.", e);
    }
  }

  /**
   * A shell waits on a pipe that closes with this JVM, however that ends: pitest halts its JVMs,
   * and then no shutdown hook runs.
   */
  private static void stopAfterThisJvm(EmbeddedPostgres server) throws IOException, SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet folder = statement.executeQuery("show data_directory")) {
      folder.next();
      Path pidFile = Path.of(folder.getString(1), "postmaster.pid");
      String pid = Files.readAllLines(pidFile).getFirst();
      new ProcessBuilder("sh", "-c", "read gone; kill -INT " + Long.parseLong(pid)).start();
    }
  }
}
