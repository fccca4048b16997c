package io.countersign.local;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server of our own, on the loopback interface, whose data outlives it. */
final class Postgres implements StackService {
  static final String USER = "countersign";
  static final String DATABASE = "countersign";

  private static final int RESTART_ATTEMPTS = 60;
  private static final Duration BEFORE_NEXT_RESTART = Duration.ofMillis(500);
  private static final String STILL_ENDING = "pre-existing shared memory block";
  private static final int PORT_ATTEMPTS = 5;
  private static final String PORT_TAKEN = "Address already in use";

  private final Path home;
  private final StackListener listener;
  private final Path data;
  private final Path log;
  private final String password;
  private final Path passwordFile;
  private final Duration timeout;
  private final boolean quick;
  private final ChildRegistry children;
  private Path binaries = Path.of("");
  private int port;
  private @Nullable ManagedProcess process;

  Postgres(
      Path home, DataDirectory directory, Duration timeout, StackListener listener, boolean quick) {
    this.home = home;
    this.listener = listener;
    this.data = directory.path().resolve("postgres");
    this.log = directory.logs().resolve("postgres.log");
    this.passwordFile = directory.path().resolve("keys/postgres.password");
    this.password = SecretFiles.readOrCreate(passwordFile, 24);
    this.timeout = timeout;
    this.quick = quick;
    this.children = directory.children();
  }

  /** Starts the server on a free port, making the database first where there is none. */
  void start() {
    binaries = PostgresBinaries.prepare(home, listener);
    PostgresCluster.initialise(binaries, data, passwordFile, log);
    for (int attempt = 1; ; attempt++) {
      port = Ports.free(1).getFirst();
      long from = log.toFile().length();
      try {
        run();
        return;
      } catch (LocalStackException e) {
        if (attempt == PORT_ATTEMPTS || !Logs.since(log, from).contains(PORT_TAKEN)) {
          throw e;
        }
      }
    }
  }

  String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
  }

  String password() {
    return password;
  }

  @Override
  public synchronized void kill() {
    current().kill();
  }

  @Override
  public synchronized void restart() {
    current().stop();
    for (int attempt = 1; ; attempt++) {
      long from = log.toFile().length();
      try {
        run();
        return;
      } catch (LocalStackException e) {
        // Sessions outlive a server that was killed for a moment, and hold its memory.
        if (attempt == RESTART_ATTEMPTS || !Logs.since(log, from).contains(STILL_ENDING)) {
          throw e;
        }
        LockSupport.parkNanos(BEFORE_NEXT_RESTART.toNanos());
      }
    }
  }

  @Override
  public synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  @Override
  public synchronized long pid() {
    return current().pid();
  }

  @Override
  public Path log() {
    return log;
  }

  synchronized void stop() {
    if (process != null) {
      process.stop();
    }
  }

  private ManagedProcess current() {
    if (process == null) {
      throw new IllegalStateException("PostgreSQL was never started");
    }
    return process;
  }

  private synchronized void run() {
    PostmasterPid.clearIfStale(data);
    long from = log.toFile().length();
    ManagedProcess started =
        ManagedProcess.of("postgres", command())
            .log(log)
            .stopWith("INT", Duration.ofSeconds(15))
            .start();
    process = started;
    children.add(started);
    try {
      Await.until("PostgreSQL", timeout, started, () -> answers(started));
    } catch (LocalStackException e) {
      started.stop();
      throw explained(e, Logs.since(log, from));
    }
  }

  private LocalStackException explained(LocalStackException fault, String said) {
    if (said.contains("incompatible with server")) {
      return new LocalStackException(
          data
              + " was made by another version of PostgreSQL. Move it away to start with an empty"
              + " database.",
          fault);
    }
    if (said.contains(PORT_TAKEN)) {
      return new LocalStackException(
          "Another program listens on port " + port + " now. Stop it and start again.", fault);
    }
    return fault;
  }

  private List<String> command() {
    return PostgresCluster.asOrdinaryUser(
        binaries.resolve("bin/postgres").toString(),
        "-D",
        data.toString(),
        "-c",
        "listen_addresses=127.0.0.1",
        "-c",
        "port=" + port,
        "-c",
        "unix_socket_directories=",
        "-c",
        "shared_buffers=64MB",
        "-c",
        "fsync=" + (quick ? "off" : "on"),
        "-c",
        "max_connections=100");
  }

  private boolean answers(ManagedProcess started) {
    if (!started.isAlive()) {
      return false;
    }
    Properties login = new Properties();
    login.setProperty("user", USER);
    login.setProperty("password", password);
    login.setProperty("connectTimeout", "2");
    login.setProperty("socketTimeout", "5");
    String root = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    try (Connection connection = DriverManager.getConnection(root, login);
        Statement statement = connection.createStatement()) {
      try (ResultSet found =
          statement.executeQuery("SELECT 1 FROM pg_database WHERE datname='" + DATABASE + "'")) {
        if (found.next()) {
          return true;
        }
      }
      statement.execute("CREATE DATABASE " + DATABASE);
      return true;
    } catch (SQLException e) {
      if ("28P01".equals(e.getSQLState())) {
        throw new LocalStackException(
            "PostgreSQL does not take the password in %s: key file and database in %s do not belong together. Restore the file, or move both away to start afresh."
                .formatted(passwordFile, data),
            e);
      }
      return false;
    }
  }

  private static long size(Path file) {
    return file.toFile().length();
  }
}
