package io.countersign.local;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The engine, in a JVM of its own. */
final class Broker implements StackService {
  private static final int PORT_ATTEMPTS = 5;
  private static final int HEAP_MEGABYTES = 512;
  private static final String MAIN_CLASS = "StandaloneBroker";

  private final Path directory;
  private final Path data;
  private final Path log;
  private final ChildRegistry children;
  private Path engine = Path.of("");
  private EngineOptions options = EngineOptions.NONE;
  private BrokerPorts ports = BrokerPorts.NONE;
  private @Nullable ManagedProcess process;

  Broker(DataDirectory directory) {
    this.directory = directory.path();
    this.data = directory.path().resolve("zeebe");
    this.log = directory.logs().resolve("engine.log");
    this.children = directory.children();
  }

  /** Starts the engine on free ports and waits until its partition works. */
  void start(Path distribution, EngineOptions how) {
    engine = distribution;
    options = how;
    for (int attempt = 1; ; attempt++) {
      ports = BrokerPorts.pick();
      long from = log.toFile().length();
      try {
        run();
        return;
      } catch (LocalStackException e) {
        String said = Logs.since(log, from);
        boolean taken =
            said.contains("Address already in use") || said.contains("was already in use");
        if (attempt == PORT_ATTEMPTS || !taken) {
          throw e;
        }
      }
    }
  }

  URI grpc() {
    return URI.create("http://127.0.0.1:" + ports.grpc());
  }

  URI rest() {
    return URI.create("http://127.0.0.1:" + ports.rest());
  }

  URI monitoring() {
    return URI.create("http://127.0.0.1:" + ports.monitoring());
  }

  @Override
  public synchronized void kill() {
    current().kill();
  }

  @Override
  public synchronized void restart() {
    current().stop();
    run();
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
      throw new IllegalStateException("The engine was never started");
    }
    return process;
  }

  private synchronized void run() {
    ManagedProcess started =
        ManagedProcess.of("engine", command())
            .environment(environment())
            .directory(directory)
            .log(log)
            .stopWith("TERM", Duration.ofSeconds(20))
            .start();
    process = started;
    children.add(started);
    BrokerProbe probe = new BrokerProbe(rest(), monitoring());
    try {
      Await.until("The engine", options.timeout(), started, probe::ready);
    } catch (LocalStackException e) {
      started.stop();
      throw e;
    }
  }

  private List<String> command() {
    List<String> line = new ArrayList<>(JavaCommand.quickStart(HEAP_MEGABYTES));
    line.addAll(JavaCommand.options("COUNTERSIGN_ENGINE_JAVA_OPTS"));
    line.addAll(
        List.of(
            "-Dfile.encoding=UTF-8",
            "-Dapp.name=" + MAIN_CLASS,
            "-Dbasedir=" + engine,
            "-classpath",
            engine.resolve("config") + ":" + engine.resolve("lib") + "/*",
            "io.camunda.application." + MAIN_CLASS));
    return line;
  }

  private Map<String, String> environment() {
    Map<String, String> variables = new HashMap<>();
    variables.put("JAVA_HOME", JavaCommand.home());
    variables.put("SERVER_ADDRESS", "127.0.0.1");
    variables.put("SERVER_PORT", Integer.toString(ports.rest()));
    variables.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
    variables.put("MANAGEMENT_SERVER_PORT", Integer.toString(ports.monitoring()));
    variables.put("ZEEBE_BROKER_NETWORK_HOST", "127.0.0.1");
    variables.put("ZEEBE_BROKER_NETWORK_COMMANDAPI_PORT", Integer.toString(ports.command()));
    variables.put("ZEEBE_BROKER_NETWORK_INTERNALAPI_PORT", Integer.toString(ports.internal()));
    variables.put("ZEEBE_BROKER_GATEWAY_NETWORK_HOST", "127.0.0.1");
    variables.put("ZEEBE_BROKER_GATEWAY_NETWORK_PORT", Integer.toString(ports.grpc()));
    variables.put("ZEEBE_BROKER_DATA_DIRECTORY", data.toString());
    // The defaults stop processing below 2 GB of free disk; LocalStack checks and warns instead.
    variables.put("ZEEBE_BROKER_DATA_DISK_FREESPACE_PROCESSING", "256MB");
    variables.put("ZEEBE_BROKER_DATA_DISK_FREESPACE_REPLICATION", "128MB");
    variables.put("ZEEBE_BROKER_DATA_LOGSEGMENTSIZE", "32MB");
    variables.put("ZEEBE_BROKER_EXPERIMENTAL_ROCKSDB_MEMORYLIMIT", "128MB");
    variables.put("ZEEBE_LOG_APPENDER", "Console");
    variables.putAll(options.environment());
    return variables;
  }
}
