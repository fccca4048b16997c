package io.countersign.it;

import static io.countersign.it.Releases.destination;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.cli.Commands;
import io.countersign.local.sample.CustomersGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Kills application, broker and database in turn under steady releases and reviews, and then
 * accounts for everything. No part of the build: {@code -Pbenchmark -Dit.test=ChaosBenchmark
 * -Dchaos.minutes=10}.
 */
class ChaosBenchmark {

  private static final Duration LASTS = Duration.ofMinutes(Integer.getInteger("chaos.minutes", 2));
  private static final long BETWEEN_STRIKES_SECONDS = 20;
  private static final Set<String> ENDS = Set.of("RELEASED", "NOT_APPROVED", "FAILED");

  private final App app = App.shared();
  private final Map<String, Path> accepted = new ConcurrentHashMap<>();
  private final Set<String> denied = ConcurrentHashMap.newKeySet();
  private int strikes;

  @Test
  void whateverIsKilled_everythingAcceptedIsAccountedFor() throws Exception {
    Instant since = Instant.now();
    ScheduledExecutorService people = Executors.newScheduledThreadPool(2);
    people.scheduleWithFixedDelay(this::request, 0, 2, TimeUnit.SECONDS);
    people.scheduleWithFixedDelay(this::review, 1, 1, TimeUnit.SECONDS);
    Instant end = since.plus(LASTS);
    while (Instant.now().isBefore(end)) {
      Instant next = Instant.now().plusSeconds(BETWEEN_STRIKES_SECONDS);
      await().atMost(Duration.ofMinutes(1)).until(() -> Instant.now().isAfter(next));
      strike();
    }
    people.schedule(people::shutdown, 0, TimeUnit.SECONDS);
    assertThat(people.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
    settle();
    account(since);
  }

  private void request() {
    try {
      Path source = Embedded.folder("sources").resolve("chaos-" + accepted.size() + ".csv");
      new CustomersGenerator(200, accepted.size()).write(source);
      Path destination = destination();
      Api.Answer answer = app.as("ada").requestRelease(source, destination, "Chaos");
      if (answer.status() == 202) {
        accepted.put(answer.body().path("id").asString(), destination);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Every third is denied. */
  private void review() {
    for (String id : accepted.keySet()) {
      JsonNode release = app.as("grace").release(id);
      if (release.path("verdict").asString("").equals("pending")) {
        boolean deny = Math.floorMod(id.hashCode(), 3) == 0;
        if (deny) {
          denied.add(id);
        }
        app.as("grace")
            .decide(release.path("review").asString(), deny ? "deny" : "approve", "Chaos");
      }
    }
  }

  private void strike() {
    switch (strikes++ % 3) {
      case 0 -> {
        app.kill();
        app.restart();
      }
      case 1 -> {
        Embedded.stack().broker().kill();
        Embedded.stack().broker().restart();
      }
      default -> {
        Embedded.stack().postgres().kill();
        Embedded.stack().postgres().restart();
      }
    }
  }

  private void settle() {
    await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofSeconds(2))
        .until(
            () -> {
              review();
              return accepted.keySet().stream()
                  .allMatch(
                      id -> ENDS.contains(app.as("ada").release(id).path("state").asString("")));
            });
  }

  private void account(Instant since) throws IOException {
    long released = 0;
    for (Map.Entry<String, Path> one : accepted.entrySet()) {
      String state = app.as("ada").release(one.getKey()).path("state").asString("");
      boolean there = Files.exists(one.getValue());
      assertThat(state)
          .as(one.getKey())
          .isEqualTo(denied.contains(one.getKey()) ? "NOT_APPROVED" : "RELEASED");
      assertThat(there).as(one.getKey()).isEqualTo(state.equals("RELEASED"));
      released += there ? 1 : 0;
    }
    String mine = "action_id::text in ('" + String.join("','", accepted.keySet()) + "')";
    assertThat(Database.count("select count(*) from countersign.execution where " + mine))
        .as("one execution for each effect")
        .isEqualTo(released);
    assertThat(
            Database.count(
                "select count(*) from countersign.execution e where "
                    + mine
                    + " and not exists (select 1 from countersign.review_round r where r.subject_id ="
                    + " e.action_id and r.verdict = 'APPROVED')"))
        .as("unapproved effects")
        .isZero();
    assertThat(Database.count("select count(*) from history.gap")).isZero();
    await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                Database.count(
                        "select count(*) from countersign.ledger_intent where state = 'INTENDED'")
                    == 0);
    List<String> findings =
        Database.strings(
            "select code || ' ' || sentence from countersign.finding where state = 'OPEN' and"
                + " first_seen >= '"
                + since
                + "'");
    assertThat(findings).isEmpty();
    Path log = Embedded.folder("packs").resolve("chaos-log");
    Commands.Result exported =
        Commands.run(
            "ledger",
            "export",
            log.toString(),
            "--url",
            app.url(),
            "--token-file",
            app.tokenFile("nora").toString());
    assertThat(exported.code()).as(exported.err()).isZero();
    String key = app.as("nora").get("/api/v1/ledger").body().path("verifierKey").asString();
    Commands.Result verified = Commands.run("verify", log.toString(), "--key", key);
    assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
    System.out.printf(
        "Chaos: %d strikes, %d accepted, %d released, %d denied.%n",
        strikes, accepted.size(), released, denied.size());
  }
}
