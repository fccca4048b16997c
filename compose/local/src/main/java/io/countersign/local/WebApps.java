package io.countersign.local;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tasklist and Operate of the distribution, in a JVM of their own. Beside the broker in one JVM
 * they put a login before the engine's REST API, which Tasklist's own calls to it do not get past.
 */
final class WebApps {
  private static final int HEAP_MEGABYTES = 768;
  private static final String MAIN_CLASS = "StandaloneCamunda";
  private static final String PROFILES = "operate,tasklist,auth";

  private final Path directory;
  private final Path log;
  private final ChildRegistry children;
  private final Duration timeout;
  private @Nullable ManagedProcess process;
  private int port;

  WebApps(DataDirectory directory, Duration timeout) {
    this.directory = directory.path();
    this.log = directory.logs().resolve("webapps.log");
    this.children = directory.children();
    this.timeout = timeout;
  }

  /** Starts both and waits until the demo's people can log in. */
  synchronized void start(Path engine, URI search, Broker broker) {
    List<Integer> ports = Ports.free(2);
    port = ports.get(0);
    ManagedProcess started =
        ManagedProcess.of("webapps", command(engine))
            .environment(environment(search, broker, ports.get(1)))
            .directory(directory)
            .log(log)
            .stopWith("TERM", Duration.ofSeconds(15))
            .start();
    process = started;
    children.add(started);
    try {
      Await.until("Tasklist", timeout, started, new DemoUsers(search, uri())::ready);
    } catch (LocalStackException e) {
      started.stop();
      throw e;
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  synchronized void stop() {
    if (process != null) {
      process.stop();
    }
  }

  /** What the engine itself needs so that the two see its records. */
  static Map<String, String> exporter(URI search) {
    String prefix = "ZEEBE_BROKER_EXPORTERS_OPENSEARCH_";
    return Map.of(
        prefix + "CLASSNAME", "io.camunda.zeebe.exporter.opensearch.OpensearchExporter",
        prefix + "ARGS_URL", search.toString(),
        prefix + "ARGS_BULK_SIZE", "1");
  }

  private static List<String> command(Path engine) {
    List<String> line = new ArrayList<>(JavaCommand.quickStart(HEAP_MEGABYTES));
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

  private Map<String, String> environment(URI search, Broker broker, int monitoring) {
    Map<String, String> variables = new HashMap<>();
    variables.put("JAVA_HOME", JavaCommand.home());
    variables.put("SPRING_PROFILES_ACTIVE", PROFILES);
    variables.put("SERVER_ADDRESS", "127.0.0.1");
    variables.put("SERVER_PORT", Integer.toString(port));
    variables.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
    variables.put("MANAGEMENT_SERVER_PORT", Integer.toString(monitoring));
    variables.put("CAMUNDA_DATABASE_TYPE", "opensearch");
    variables.put("CAMUNDA_DATABASE_URL", search.toString());
    for (String app : List.of("OPERATE", "TASKLIST")) {
      String prefix = "CAMUNDA_" + app + "_";
      variables.put(prefix + "DATABASE", "opensearch");
      variables.put(prefix + "OPENSEARCH_URL", search.toString());
      variables.put(prefix + "ZEEBEOPENSEARCH_URL", search.toString());
      variables.put(prefix + "ZEEBE_GATEWAYADDRESS", broker.grpc().getAuthority());
      // The archiver wants index state management, which plain OpenSearch lacks.
      variables.put(prefix + "ARCHIVERENABLED", "false");
    }
    variables.put("CAMUNDA_TASKLIST_ZEEBE_RESTADDRESS", broker.rest().toString());
    return variables;
  }
}
