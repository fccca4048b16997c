package io.countersign.connectors.zeebe;

import static org.awaitility.Awaitility.await;

import io.camunda.client.CamundaClient;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A real Zeebe broker as a child process, with its data in a folder, that can be killed. */
final class TestBroker implements AutoCloseable {

  private final Path distribution = distribution();
  private final Path folder;
  private final Map<String, String> exporter;
  private final int grpcPort = TestDatabase.freePort();
  private final int restPort = TestDatabase.freePort();
  private final int commandPort = TestDatabase.freePort();
  private final int internalPort = TestDatabase.freePort();
  private final int managementPort = TestDatabase.freePort();
  private @Nullable Process process;

  /**
   * @param exporter arguments of the exporter; empty for a broker without exporter
   */
  TestBroker(Path folder, Map<String, String> exporter) {
    this.folder = folder;
    this.exporter = exporter;
  }

  void start() {
    try {
      process = builder().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (CamundaClient client = client()) {
      await("broker, see " + log())
          .atMost(Duration.ofMinutes(4))
          .pollInterval(Duration.ofMillis(500))
          .ignoreExceptions()
          .until(() -> isReady(client));
    }
  }

  private static boolean isReady(CamundaClient client) {
    return client.newTopologyRequest().send().join().getBrokers().stream()
        .flatMap(broker -> broker.getPartitions().stream())
        .anyMatch(partition -> partition.isLeader());
  }

  private ProcessBuilder builder() {
    var builder = new ProcessBuilder(distribution.resolve("bin/broker").toString());
    Map<String, String> env = builder.environment();
    env.put("JAVA_HOME", System.getProperty("java.home"));
    env.put("JAVA_OPTS", "-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
    env.put("ZEEBE_BROKER_DATA_DIRECTORY", folder.resolve("data").toString());
    env.put("ZEEBE_BROKER_DATA_SNAPSHOTPERIOD", "1m");
    env.put("ZEEBE_BROKER_NETWORK_HOST", "127.0.0.1");
    env.put("ZEEBE_BROKER_NETWORK_COMMANDAPI_PORT", Integer.toString(commandPort));
    env.put("ZEEBE_BROKER_NETWORK_INTERNALAPI_PORT", Integer.toString(internalPort));
    env.put("ZEEBE_BROKER_CLUSTER_INITIALCONTACTPOINTS", "127.0.0.1:" + internalPort);
    env.put("ZEEBE_BROKER_GATEWAY_NETWORK_PORT", Integer.toString(grpcPort));
    env.put("SERVER_PORT", Integer.toString(restPort));
    env.put("MANAGEMENT_SERVER_PORT", Integer.toString(managementPort));
    if (!exporter.isEmpty()) {
      String prefix = "ZEEBE_BROKER_EXPORTERS_COUNTERSIGN_";
      env.put(prefix + "CLASSNAME", CountersignExporter.class.getName());
      env.put(prefix + "JARPATH", System.getProperty("countersign.exporter.jar"));
      exporter.forEach((name, value) -> env.put(prefix + "ARGS_" + name, value));
    }
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
  }

  Path log() {
    return folder.resolve("broker.log");
  }

  String logText() {
    try {
      return Files.readString(log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CamundaClient client() {
    return CamundaClient.newClientBuilder()
        .grpcAddress(URI.create("http://127.0.0.1:" + grpcPort))
        .restAddress(URI.create("http://127.0.0.1:" + restPort))
        .preferRestOverGrpc(false)
        .defaultRequestTimeout(Duration.ofMinutes(1))
        .build();
  }

  /** SIGKILL, as by the operating system: nothing is flushed, nothing said. */
  void kill() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly().onExit().join();
    }
  }

  long cpuMillis() {
    return process.toHandle().info().totalCpuDuration().orElseThrow().toMillis();
  }

  /** Waits for a broker that is expected to refuse its configuration. */
  boolean startAndEnd(Duration longest) throws IOException, InterruptedException {
    process = builder().start();
    return process.waitFor(longest.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    kill();
  }

  /** Unpacks the engine once into the cache, complete or not at all. */
  private static Path distribution() {
    String home = System.getenv("COUNTERSIGN_HOME");
    Path cache =
        (home == null ? Path.of(System.getProperty("user.home"), ".countersign") : Path.of(home))
            .resolve("cache/exporter-it");
    Path archive = Path.of(System.getProperty("countersign.engine.archive"));
    Path unpacked = cache.resolve(archive.getFileName().toString().replace(".tar.gz", ""));
    try {
      if (!Files.isDirectory(unpacked)) {
        Files.createDirectories(cache);
        Path fresh = Files.createTempDirectory(cache, "unpacking");
        run("tar", "xzf", archive.toString(), "-C", fresh.toString(), "--strip-components=1");
        Files.move(fresh, unpacked);
      }
      return unpacked;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("Cannot unpack " + archive, e);
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    int code = new ProcessBuilder(command).inheritIO().directory(new File("/")).start().waitFor();
    if (code != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + code);
    }
  }
}
