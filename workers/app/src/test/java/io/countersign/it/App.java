package io.countersign.it;

import static org.awaitility.Awaitility.await;

import io.countersign.local.LocalStack;
import io.countersign.local.ManagedProcess;
import io.countersign.support.Digests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The application as its own process, as `countersign serve` starts it. */
final class App implements AutoCloseable {

  private static final List<String> PEOPLE =
      List.of("ada", "grace", "tom", "olga", "iris", "nora", "etl-agent", "report-agent");

  private static final String DIRECTORY =
      """
      people:
        ada:   { groups: [data-stewards, break-glass, policy-authors], identities: { tasklist: ada } }
        grace:
          groups: [data-stewards, database-owners, policy-owners, policy-authors]
          identities: { tasklist: grace.l }
        tom:   { groups: [privacy, data-stewards, platform], identities: { tasklist: tom } }
        olga:  { groups: [security], identities: { tasklist: olga } }
        iris:  { groups: [security, database-owners], identities: { tasklist: iris } }
        nora:  { groups: [auditors] }
      agents:
        etl-agent: { owner: ada }
        report-agent: { owner: ada }
      """;

  /** Until it is killed; the first one writes its archive of classes on the way out. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static @Nullable App shared;

  private ManagedProcess process;
  private final URI url;
  private final URI management;

  private App(ManagedProcess process, URI url, URI management) {
    this.process = process;
    this.url = url;
    this.management = management;
  }

  /** The one with the settings that most tests want; it runs on from class to class. */
  static synchronized App shared() {
    if (shared == null) {
      shared = launch(Map.of());
    }
    return shared;
  }

  /**
   * One with settings of its own, which whoever starts it closes. The shared one ends first: two on
   * one engine would take each other's jobs.
   */
  static synchronized App start(Map<String, String> settings) {
    if (shared != null) {
      shared.close();
      shared = null;
    }
    return launch(settings);
  }

  /** Another instance of the same installation, which whoever starts it closes. */
  static App beside() {
    return launch(Map.of());
  }

  private static App launch(Map<String, String> settings) {
    LocalStack stack = Embedded.stack();
    Path home = Embedded.folder("app");
    int port = freePort();
    int management = freePort();
    Map<String, String> environment = new HashMap<>();
    environment.put("COUNTERSIGN_DB_URL", stack.jdbcUrl());
    environment.put("COUNTERSIGN_DB_USER", stack.dbUser());
    environment.put("COUNTERSIGN_DB_PASSWORD", stack.dbPassword());
    environment.put("COUNTERSIGN_ENGINE_GRPC", stack.zeebeGrpc().toString());
    environment.put("COUNTERSIGN_ENGINE_REST", stack.zeebeRest().toString());
    environment.put("COUNTERSIGN_DATA_DIR", home.resolve("data").toString());
    environment.put("COUNTERSIGN_DIRECTORY_FILE", directory(home).toString());
    environment.put("COUNTERSIGN_TOKENS_FILE", tokens(home).toString());
    environment.put("COUNTERSIGN_HISTORY_KEY_FILE", stack.historyKeyFile().toString());
    environment.put(
        "COUNTERSIGN_EFFECTS_FILES_DESTINATIONS_0_PATH", Embedded.folder("exports").toString());
    environment.put("COUNTERSIGN_EFFECTS_FILES_DESTINATIONS_0_TRUST", "internal");
    environment.put("COUNTERSIGN_ENGINE_JOBTIMEOUT", "5s");
    environment.put("COUNTERSIGN_ENGINE_TRUSTASSIGNEE", "true");
    // Tests ask more often than people do.
    environment.put("COUNTERSIGN_API_LIMITS_PEOPLE_BURST", "100000");
    environment.put("COUNTERSIGN_API_LIMITS_AGENTS_BURST", "100000");
    environment.put("COUNTERSIGN_PORT", Integer.toString(port));
    environment.put("COUNTERSIGN_MANAGEMENT_PORT", Integer.toString(management));
    environment.putAll(settings);
    List<String> options =
        ClassArchive.options(
            training -> start("training", port, management, training, environment).close());
    return start("app", port, management, options, environment);
  }

  private static App start(
      String name,
      int port,
      int management,
      List<String> options,
      Map<String, String> environment) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            "target/countersign-app.jar:target/lib/*",
            "io.countersign.cli.Countersign",
            "serve"));
    ManagedProcess process =
        Embedded.stack()
            .start(
                ManagedProcess.of(name + "-" + port, command)
                    .environment(environment)
                    .stopWith("TERM", PATIENCE));
    App app =
        new App(
            process,
            URI.create("http://127.0.0.1:" + port),
            URI.create("http://127.0.0.1:" + management));
    app.awaitReady();
    return app;
  }

  private static Path directory(Path home) {
    return write(home.resolve("directory.yaml"), DIRECTORY);
  }

  private static Path tokens(Path home) {
    return write(home.resolve("tokens.sha256"), tokens(PEOPLE));
  }

  /** A tokens file in which each of these callers has the token of theirs. */
  static String tokens(List<String> callers) {
    StringBuilder lines = new StringBuilder();
    for (String caller : callers) {
      String digest = Digests.sha256(token(caller).getBytes(StandardCharsets.US_ASCII));
      lines.append(Digests.hex(digest)).append(' ').append(caller).append('\n');
    }
    return lines.toString();
  }

  static String token(String person) {
    return "token-of-" + person;
  }

  /** A file with this person's token, for the command line. */
  Path tokenFile(String person) {
    return write(Embedded.folder("tokens").resolve(person), token(person));
  }

  private static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return url.toString();
  }

  /** What it logged so far. */
  Path log() {
    return process.log();
  }

  /** Its health and metrics; nobody proves anything there. */
  Api management() {
    return new Api(management, "");
  }

  /** Calls as this person. */
  Api as(String person) {
    return new Api(url, token(person));
  }

  void awaitReady() {
    await("the application at " + url + ", log " + process.log())
        .atMost(Duration.ofMinutes(3))
        .until(() -> !process.isAlive() || as("ada").isReady());
    if (!process.isAlive()) {
      throw new AssertionError("The application ended; see " + process.log());
    }
  }

  /** SIGKILL: no shutdown, no farewell. */
  void kill() {
    process.kill();
  }

  /** Starts it again where it was. */
  void restart() {
    process = process.restart();
    awaitReady();
  }

  @Override
  public void close() {
    process.stop();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
