package io.countersign.operations.internal;

import io.countersign.operations.Check;
import io.countersign.process.EngineProbe;
import io.countersign.process.EngineProperties;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** The engine: whether it answers, what it is, and its clock. */
final class EngineChecks {

  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final Environment environment;
  private final Clock clock;
  private final List<Check> checks;

  EngineChecks(Environment environment, Clock clock, List<Check> checks) {
    this.environment = environment;
    this.clock = clock;
    this.checks = checks;
  }

  void run() {
    EngineProperties engine =
        Binder.get(environment).bindOrCreate("countersign.engine", EngineProperties.class);
    switch (EngineProbe.ask(engine, PATIENCE)) {
      case EngineProbe.Answer.Silence silence ->
          checks.add(
              Check.problem(
                  "engine",
                  "It does not answer: " + Redaction.of(silence.why()),
                  "Start it, or correct COUNTERSIGN_ENGINE_GRPC and its credentials."));
      case EngineProbe.Answer.Cluster cluster -> {
        checks.add(version(cluster.version()));
        checks.add(health(cluster));
        checks.add(
            Check.note(
                "engine.licence",
                "Camunda " + cluster.version() + " is software of Camunda.",
                "From 8.6 on, running it in production takes a licence of Camunda's; Countersign"
                    + " (Apache-2.0) brings none."));
        if (engine.restAddress() != null) {
          clock(engine.restAddress());
        }
      }
    }
  }

  static Check version(String version) {
    return switch (EngineProbe.support(version)) {
      case SUPPORTED -> Check.ok("engine", "Camunda " + version + " answers.");
      case EMBEDDED_ONLY ->
          Check.warning(
              "engine",
              "Camunda " + version + " has no task listeners.",
              "Well for the demo. Use 8.8 or later, where Tasklist itself refuses self-approval.");
      case UNSUPPORTED -> Check.problem("engine", "Camunda " + version + ".", "Use 8.8 or later.");
    };
  }

  private static Check health(EngineProbe.Answer.Cluster cluster) {
    return cluster.unhealthy() == 0
        ? Check.ok(
            "engine.partitions",
            "All partitions of %d brokers are well.".formatted(cluster.brokers()))
        : Check.warning(
            "engine.partitions",
            cluster.unhealthy() + " partitions are not well.",
            "Look at the brokers' disks and logs.");
  }

  /** By the Date header, which knows whole seconds. */
  private void clock(URI rest) {
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      Instant before = clock.instant().minusSeconds(1);
      HttpResponse<Void> answer =
          http.send(
              HttpRequest.newBuilder(rest.resolve("/v2/topology")).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.discarding());
      String date = answer.headers().firstValue("Date").orElse("");
      if (!date.isEmpty()) {
        Instant there = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
        checks.add(
            DatabaseChecks.skew(
                "clock.engine", "The engine's clock", before, clock.instant(), there));
      }
    } catch (IOException | DateTimeException e) {
      checks.add(
          Check.warning(
              "clock.engine",
              "Its REST address does not tell the time: " + e.getMessage(),
              "Correct COUNTERSIGN_ENGINE_REST."));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
