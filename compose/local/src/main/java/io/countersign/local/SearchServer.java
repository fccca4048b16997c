package io.countersign.local;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An OpenSearch of our own, where Tasklist and Operate keep what they show. */
final class SearchServer {
  // The runner takes HTTP ports up to this one, and looks upwards from the one it is given.
  private static final int FIRST_PORT = 9201;
  private static final int LAST_PORT = 9299;
  private static final int HEAP_MEGABYTES = 512;
  private static final Pattern PUBLISHED =
      Pattern.compile(
          "AbstractHttpServerTransport\\s*] publish_address \\{127\\.0\\.0\\.1:(\\d+)}");
  private static final String SETTINGS =
      """
      discovery.type: single-node
      network.host: 127.0.0.1
      transport.port: 0
      cluster.routing.allocation.disk.threshold_enabled: false
      """;

  private final Path base;
  private final Path log;
  private final Duration timeout;
  private final ChildRegistry children;
  private @Nullable ManagedProcess process;
  private int port;

  SearchServer(DataDirectory directory, Duration timeout) {
    this.base = directory.path().resolve("opensearch");
    this.log = directory.logs().resolve("opensearch.log");
    this.children = directory.children();
    this.timeout = timeout;
  }

  /** Starts the server with these jars, and waits until its cluster takes writes. */
  synchronized void start(Path jars) {
    Path config = base.resolve("config");
    try {
      Files.createDirectories(config);
      Files.writeString(config.resolve("opensearch.yml"), SETTINGS);
    } catch (IOException e) {
      throw new LocalStackException(
          "Could not write the settings of OpenSearch in " + config + ": " + e.getMessage(), e);
    }
    long from = log.toFile().length();
    ManagedProcess started =
        ManagedProcess.of("opensearch", command(jars, config))
            .log(log)
            .stopWith("TERM", Duration.ofSeconds(15))
            .start();
    process = started;
    children.add(started);
    try {
      Await.until("OpenSearch", timeout, started, () -> answers(from));
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

  private List<String> command(Path jars, Path config) {
    List<String> line = new ArrayList<>(JavaCommand.quickStart(HEAP_MEGABYTES));
    line.addAll(
        List.of(
            "-cp",
            jars + "/*",
            "org.codelibs.opensearch.runner.OpenSearchRunner",
            "-basePath",
            base.toString(),
            "-confPath",
            config.toString(),
            "-dataPath",
            base.resolve("data").toString(),
            "-logsPath",
            base.resolve("logs").toString(),
            "-numOfNode",
            "1",
            "-clusterName",
            // A name of its own keeps it from joining another stack's.
            "countersign-"
                + UUID.nameUUIDFromBytes(base.toString().getBytes(StandardCharsets.UTF_8)),
            "-baseHttpPort",
            Integer.toString(Ports.freeBetween(FIRST_PORT, LAST_PORT) - 1)));
    return line;
  }

  private boolean answers(long from) {
    Matcher published = PUBLISHED.matcher(Logs.since(log, from));
    if (published.find()) {
      port = Integer.parseInt(published.group(1));
    }
    if (port == 0) {
      return false;
    }
    Http.Answer health = Http.get(uri().resolve("/_cluster/health"));
    return health.status() == 200 && !health.body().contains("\"status\":\"red\"");
  }
}
