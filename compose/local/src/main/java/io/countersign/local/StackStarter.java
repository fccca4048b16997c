package io.countersign.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Brings the parts of a stack up, side by side where they do not need each other. */
final class StackStarter {
  private static final int HISTORY_KEY_BYTES = 32;

  private final LocalStack.Builder wanted;
  private final StackListener listener;

  StackStarter(LocalStack.Builder wanted) {
    this.wanted = wanted;
    this.listener = wanted.listener();
  }

  LocalStack start() {
    wanted.exporterJar().ifPresent(StackStarter::requireFile);
    DataDirectory directory = DataDirectory.open(wanted.dataDirectory(), listener);
    try {
      return startIn(directory);
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  private LocalStack startIn(DataDirectory directory) {
    Path historyKey = directory.path().resolve("keys/history.key");
    SecretFiles.readOrCreate(historyKey, HISTORY_KEY_BYTES);
    Postgres postgres =
        new Postgres(wanted.home(), directory, wanted.startTimeout(), listener, wanted.quick());
    Broker broker = new Broker(directory);
    @Nullable SearchServer search =
        wanted.tasklist() ? new SearchServer(directory, wanted.startTimeout()) : null;
    @Nullable WebApps webApps =
        wanted.tasklist() ? new WebApps(directory, wanted.startTimeout()) : null;
    LocalStack stack = new LocalStack(directory, historyKey, postgres, broker, search, webApps);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<Void> database =
          CompletableFuture.runAsync(() -> timed("PostgreSQL", postgres::start), threads);
      CompletableFuture<Void> index =
          search == null
              ? CompletableFuture.completedFuture(null)
              : CompletableFuture.runAsync(() -> startSearch(search), threads);
      Path engine = new EngineDistribution(wanted.home(), listener).prepare();
      // The engine is told where its two stores are, so their ports must stand first.
      CompletableFuture.allOf(database, index).join();
      timed("Engine", () -> broker.start(engine, options(postgres, historyKey, search)));
      if (search != null && webApps != null) {
        timed("Tasklist", () -> webApps.start(engine, search.uri(), broker));
      }
      return stack;
    } catch (CompletionException e) {
      stack.close();
      throw e.getCause() instanceof LocalStackException known ? known : e;
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  private void startSearch(SearchServer search) {
    Path jars = new SearchDistribution(wanted.home(), listener).prepare();
    timed("OpenSearch", () -> search.start(jars));
  }

  private void timed(String what, Runnable start) {
    long from = System.nanoTime();
    start.run();
    listener.ready(what, Duration.ofNanos(System.nanoTime() - from));
  }

  private EngineOptions options(Postgres postgres, Path historyKey, @Nullable SearchServer search) {
    Map<String, String> settings = new HashMap<>();
    if (wanted.controlledClock()) {
      settings.put("ZEEBE_CLOCK_CONTROLLED", "true");
    }
    if (wanted.quick()) {
      settings.put("ZEEBE_BROKER_CLUSTER_RAFT_FLUSH_ENABLED", "false");
    }
    wanted.exporterJar().ifPresent(jar -> settings.putAll(exporter(jar, postgres, historyKey)));
    if (search != null) {
      settings.putAll(WebApps.exporter(search.uri()));
    }
    return new EngineOptions(wanted.startTimeout(), settings);
  }

  private static Map<String, String> exporter(Path jar, Postgres postgres, Path historyKey) {
    String prefix = "ZEEBE_BROKER_EXPORTERS_COUNTERSIGN_";
    return Map.of(
        prefix + "CLASSNAME",
        "io.countersign.connectors.zeebe.CountersignExporter",
        prefix + "JARPATH",
        jar.toString(),
        prefix + "ARGS_URL",
        postgres.jdbcUrl(),
        prefix + "ARGS_USER",
        Postgres.USER,
        prefix + "ARGS_PASSWORD",
        postgres.password(),
        prefix + "ARGS_DIGESTKEYFILE",
        historyKey.toString());
  }

  private static void requireFile(Path jar) {
    if (!Files.isRegularFile(jar)) {
      throw new LocalStackException(
          "The process history plugin is not at " + jar + ". Build it: mvn package");
    }
  }
}
