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
    Postgres postgres = new Postgres(wanted.home(), directory, wanted.startTimeout(), listener);
    Broker broker = new Broker(directory);
    LocalStack stack = new LocalStack(directory, historyKey, postgres, broker);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<Duration> database =
          CompletableFuture.supplyAsync(() -> timed("PostgreSQL", postgres::start), threads);
      CompletableFuture<Path> engine =
          CompletableFuture.supplyAsync(
              () -> new EngineDistribution(wanted.home(), listener).prepare(), threads);
      // The plugin wants the database's address, which stands once the database has its port.
      CompletableFuture<Duration> started =
          database.thenCombineAsync(
              engine,
              (ready, path) ->
                  timed("Engine", () -> broker.start(path, options(postgres, historyKey))),
              threads);
      started.join();
      return stack;
    } catch (CompletionException e) {
      stack.close();
      throw e.getCause() instanceof LocalStackException known ? known : e;
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  private Duration timed(String what, Runnable start) {
    long from = System.nanoTime();
    start.run();
    Duration took = Duration.ofNanos(System.nanoTime() - from);
    listener.ready(what, took);
    return took;
  }

  private EngineOptions options(Postgres postgres, Path historyKey) {
    Map<String, String> settings = new HashMap<>();
    if (wanted.controlledClock()) {
      settings.put("ZEEBE_CLOCK_CONTROLLED", "true");
    }
    wanted
        .exporterJar()
        .ifPresent(
            jar -> {
              String prefix = "ZEEBE_BROKER_EXPORTERS_COUNTERSIGN_";
              settings.put(
                  prefix + "CLASSNAME", "io.countersign.connectors.zeebe.CountersignExporter");
              settings.put(prefix + "JARPATH", jar.toString());
              settings.put(prefix + "ARGS_URL", postgres.jdbcUrl());
              settings.put(prefix + "ARGS_USER", Postgres.USER);
              settings.put(prefix + "ARGS_PASSWORD", postgres.password());
              settings.put(prefix + "ARGS_DIGESTKEYFILE", historyKey.toString());
            });
    return new EngineOptions("StandaloneBroker", 512, wanted.startTimeout(), settings);
  }

  private static void requireFile(Path jar) {
    if (!Files.isRegularFile(jar)) {
      throw new LocalStackException(
          "The process history plugin is not at " + jar + ". Build it: mvn package");
    }
  }
}
