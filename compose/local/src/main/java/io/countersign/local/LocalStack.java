package io.countersign.local;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server and a Camunda 8 engine on this machine, without containers: for the demo and
 * for tests.
 *
 * <p>Both are child processes on free ports of the loopback interface. Their data outlives them.
 * They end when the stack is closed and when this JVM ends, in whatever way.
 */
public final class LocalStack implements AutoCloseable {
  private final DataDirectory directory;
  private final Path historyKeyFile;
  private final Postgres postgres;
  private final Broker broker;
  private final @Nullable SearchServer search;
  private final @Nullable WebApps webApps;
  private final List<ManagedProcess> programs = new ArrayList<>();
  private final Thread hook = new Thread(this::stopAll, "local-stack-shutdown");
  private boolean closed;

  LocalStack(
      DataDirectory directory,
      Path historyKeyFile,
      Postgres postgres,
      Broker broker,
      @Nullable SearchServer search,
      @Nullable WebApps webApps) {
    this.directory = directory;
    this.historyKeyFile = historyKeyFile;
    this.postgres = postgres;
    this.broker = broker;
    this.search = search;
    this.webApps = webApps;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Returns a builder with the installation and data directories of this user. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the address of the database, reachable from this machine alone. */
  public String jdbcUrl() {
    return postgres.jdbcUrl();
  }

  /** Returns the name of the database's owner. */
  public String dbUser() {
    return Postgres.USER;
  }

  /** Returns the password of {@link #dbUser}; random, one per data directory. */
  public String dbPassword() {
    return postgres.password();
  }

  /** Returns the address of the engine's gRPC gateway, without encryption or login. */
  public URI zeebeGrpc() {
    return broker.grpc();
  }

  /** Returns the base address of the engine's REST API, the one that {@code /v2} hangs below. */
  public URI zeebeRest() {
    return broker.rest();
  }

  /** Returns the base address of the engine's management endpoints ({@code /actuator}). */
  public URI monitoring() {
    return broker.monitoring();
  }

  /** Returns Tasklist's address for a browser; empty where it was not asked for. */
  public Optional<URI> tasklist() {
    return webApps == null ? Optional.empty() : Optional.of(webApps.uri().resolve("/tasklist"));
  }

  /** Returns Operate's address for a browser; empty where it was not asked for. */
  public Optional<URI> operate() {
    return webApps == null ? Optional.empty() : Optional.of(webApps.uri().resolve("/operate"));
  }

  /** Returns the directory of the log files. */
  public Path logs() {
    return directory.logs();
  }

  /** Returns the file with the key that process history digests variable values with. */
  public Path historyKeyFile() {
    return historyKeyFile;
  }

  /** Returns the engine, to be killed and restarted in crash tests. */
  public StackService broker() {
    return broker;
  }

  /** Returns the database server, to be killed and restarted in crash tests. */
  public StackService postgres() {
    return postgres;
  }

  /**
   * Starts another JVM that ends with this stack, before the engine and the database do.
   *
   * @param name short name, also the name of the log file in {@link #logs}
   * @param arguments what follows {@code java} on the command line
   */
  public ManagedProcess startJava(String name, List<String> arguments) {
    return startJava(name, arguments, Map.of());
  }

  /**
   * Starts another JVM that ends with this stack, before the engine and the database do.
   *
   * @param name short name, also the name of the log file in {@link #logs}
   * @param arguments what follows {@code java} on the command line
   * @param environment variables to add to those of this JVM
   */
  public ManagedProcess startJava(
      String name, List<String> arguments, Map<String, String> environment) {
    List<String> line = new ArrayList<>(List.of(JavaCommand.path()));
    line.addAll(arguments);
    return start(ManagedProcess.of(name, line).environment(environment));
  }

  /**
   * Starts a program that ends with this stack, before the engine and the database do. Its log goes
   * to {@link #logs}.
   */
  public synchronized ManagedProcess start(ManagedProcess.Spec spec) {
    if (closed) {
      throw new IllegalStateException("The stack is closed");
    }
    ManagedProcess started = spec.logTo(logs()).start();
    programs.add(started);
    directory.children().add(started);
    return started;
  }

  /** Ends everything in order: programs, engine, database. Calling it again does nothing. */
  @Override
  public void close() {
    stopAll();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The JVM is on its way out; the hook found everything stopped or waits for us.
      return;
    }
  }

  private synchronized void stopAll() {
    if (closed) {
      return;
    }
    closed = true;
    programs.forEach(ManagedProcess::stopSoon);
    programs.forEach(ManagedProcess::stop);
    if (webApps != null) {
      webApps.stop();
    }
    broker.stop();
    if (search != null) {
      search.stop();
    }
    postgres.stop();
    directory.close();
  }

  /** Gathers what the stack should be like. */
  public static final class Builder {
    private Path home = Installation.defaultHome();
    private @Nullable Path dataDirectory;
    private @Nullable Path exporterJar;
    private boolean tasklist;
    private boolean controlledClock;
    private boolean quick;
    private Duration startTimeout = Duration.ofMinutes(5);
    private StackListener listener = StackListener.SILENT;

    private Builder() {}

    /**
     * Sets where programs are installed; {@code COUNTERSIGN_HOME} or {@code ~/.countersign} without
     * it. Many stacks may share one.
     */
    public Builder home(Path path) {
      home = path.toAbsolutePath();
      return this;
    }

    /** Sets where data, keys and logs lie; {@code local} below the home without it. */
    public Builder dataDirectory(Path path) {
      dataDirectory = path.toAbsolutePath();
      return this;
    }

    /** Loads the process history plugin from this jar into the engine. */
    public Builder exporterJar(Path path) {
      exporterJar = path.toAbsolutePath();
      return this;
    }

    /**
     * Adds Tasklist and Operate, and the OpenSearch that they need; about one more GB of memory.
     * People log in as {@link DemoUser}.
     */
    public Builder tasklist(boolean wanted) {
      tasklist = wanted;
      return this;
    }

    /** Lets {@code /actuator/clock} of {@link LocalStack#monitoring} set the engine's clock. */
    public Builder controlledClock(boolean controlled) {
      controlledClock = controlled;
      return this;
    }

    /**
     * Leaves it to the operating system when data reaches the disk, for tests: a process that is
     * killed loses nothing, a machine that loses power may.
     */
    public Builder quick(boolean wanted) {
      quick = wanted;
      return this;
    }

    /** Sets how long each part may take until it answers; five minutes without it. */
    public Builder startTimeout(Duration timeout) {
      startTimeout = timeout;
      return this;
    }

    /** Sets who hears of progress; nobody without it. */
    public Builder listener(StackListener hears) {
      listener = hears;
      return this;
    }

    /**
     * Installs what is missing, starts everything in parallel, and waits until all of it answers.
     *
     * @throws LocalStackException when a part cannot be had; nothing is left running
     */
    public LocalStack start() {
      return new StackStarter(this).start();
    }

    Path home() {
      return home;
    }

    Path dataDirectory() {
      return Optional.ofNullable(dataDirectory).orElseGet(() -> home.resolve("local"));
    }

    Optional<Path> exporterJar() {
      return Optional.ofNullable(exporterJar);
    }

    boolean tasklist() {
      return tasklist;
    }

    boolean controlledClock() {
      return controlledClock;
    }

    boolean quick() {
      return quick;
    }

    Duration startTimeout() {
      return startTimeout;
    }

    StackListener listener() {
      return listener;
    }
  }
}
