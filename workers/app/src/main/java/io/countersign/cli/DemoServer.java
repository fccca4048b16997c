package io.countersign.cli;

import io.countersign.local.LocalStack;
import io.countersign.local.ManagedProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The application as a child process of the demo. */
final class DemoServer {

  static final int USUAL_PORT = 8686;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final ApiClient probe;
  private final ManagedProcess process;
  private final String url;

  private DemoServer(ManagedProcess process, String url) {
    this.process = process;
    this.url = url;
    this.probe = new ApiClient(URI.create(url), "none");
  }

  static DemoServer start(
      LocalStack stack,
      DemoHome demo,
      DemoWarehouse warehouse,
      DemoLedger ledger,
      DemoIdentity identity,
      int port) {
    Map<String, String> environment = environment(stack, demo);
    environment.putAll(ledger.settings());
    environment.putAll(identity.settings());
    environment.put(
        "COUNTERSIGN_ENGINE_TRUSTASSIGNEE", Boolean.toString(stack.tasklist().isPresent()));
    environment.put("COUNTERSIGN_SECRETS_DIR", demo.secrets().toString());
    environment.put("SPRING_APPLICATION_JSON", warehouse.settings());
    environment.put("COUNTERSIGN_PORT", Integer.toString(port));
    environment.put("COUNTERSIGN_MANAGEMENT_PORT", Integer.toString(freePort(port + 1)));
    ManagedProcess process =
        stack.startJava(
            "app",
            List.of(
                "-Xmx512m",
                "-XX:TieredStopAtLevel=" + (Runtime.getRuntime().availableProcessors() < 2 ? 1 : 4),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Countersign.class.getName(),
                "serve"),
            environment);
    return new DemoServer(process, url(port));
  }

  private static Map<String, String> environment(LocalStack stack, DemoHome demo) {
    Map<String, String> environment = new HashMap<>();
    environment.put("COUNTERSIGN_DB_URL", stack.jdbcUrl());
    environment.put("COUNTERSIGN_DB_USER", stack.dbUser());
    environment.put("COUNTERSIGN_DB_PASSWORD", stack.dbPassword());
    environment.put("COUNTERSIGN_ENGINE_GRPC", stack.zeebeGrpc().toString());
    environment.put("COUNTERSIGN_ENGINE_REST", stack.zeebeRest().toString());
    environment.put("COUNTERSIGN_DATA_DIR", demo.data().toString());
    environment.put("COUNTERSIGN_DIRECTORY_FILE", demo.directoryFile().toString());
    environment.put("COUNTERSIGN_HISTORY_KEY_FILE", stack.historyKeyFile().toString());
    environment.put("COUNTERSIGN_EFFECTS_FILES_DESTINATIONS_0_PATH", demo.exports().toString());
    environment.put("COUNTERSIGN_EFFECTS_FILES_DESTINATIONS_0_TRUST", "internal");
    return environment;
  }

  /** Waits until jobs can run. */
  void awaitReady() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!probe.ready()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new CommandException(
            ExitCode.FAILED,
            "The application did not start. Its last words: "
                + lastLine(process.log())
                + " All of them are in "
                + process.log()
                + ".");
      }
      ReleaseFollower.pause();
    }
  }

  private static String lastLine(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return lines.stream()
          .filter(line -> line.contains("ERROR") || line.contains("Caused by"))
          .reduce((first, second) -> second)
          .orElse(lines.isEmpty() ? "none." : lines.getLast());
    } catch (IOException e) {
      return "none.";
    }
  }

  String url() {
    return url;
  }

  static String url(int port) {
    return "http://127.0.0.1:" + port;
  }

  /** A free port, the usual one if it is. */
  static int freePort(int usual) {
    IOException taken = null;
    for (int candidate : new int[] {usual, 0}) {
      try (ServerSocket socket = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        taken = e;
      }
    }
    throw new CommandException(ExitCode.FAILED, "No port is free on 127.0.0.1: " + taken);
  }
}
