package io.countersign.slice;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.connectors.teams.fake.Answer;
import io.countersign.connectors.teams.fake.FakeMessage;
import io.countersign.connectors.teams.fake.FakePerson;
import io.countersign.connectors.teams.fake.FakeTeams;
import io.countersign.review.ReviewRound;
import io.countersign.review.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * From the invoke of a submitted form to its committed decision, in the fake Teams over HTTP and a
 * real database: open loop, so many a second whatever becomes of the earlier ones. The answer is
 * sent after the commit, so it is at least what is asked for. Measures; not part of the build:
 *
 * <pre>mvn -pl workers/app,connectors/zeebe-exporter -am verify -Dtest=NoSuch
 *   -Dsurefire.failIfNoSpecifiedTests=false -Pbenchmark -Dit.test=TeamsDecisionBenchmark
 *   -Dfailsafe.failIfNoSpecifiedTests=false [-Dclicks=200 -DperSecond=20]</pre>
 */
class TeamsDecisionBenchmark extends SlackSlice {

  private static final Logger LOG = LoggerFactory.getLogger(TeamsDecisionBenchmark.class);
  private static final TeamsBeside TEAMS = new TeamsBeside();
  private static final int CLICKS = Integer.getInteger("clicks", 200);
  private static final int PER_SECOND = Integer.getInteger("perSecond", 20);
  private static final int WARM_UP = 60;

  @Autowired private ApplicationContext application;

  @DynamicPropertySource
  static void teams(DynamicPropertyRegistry registry) {
    TEAMS.register(registry);
  }

  @AfterAll
  static void closeTeams() {
    TEAMS.close();
  }

  @Test
  void invoke_toCommittedDecision() {
    SLACK.withoutLimits();
    TEAMS.teams.withoutLimits();
    TEAMS.open(application);
    measure("warm-up", WARM_UP);
    measure("measured", CLICKS);
  }

  private void measure(String what, int clicks) {
    List<ReviewRound> rounds = new ArrayList<>();
    for (int i = 0; i < clicks; i++) {
      rounds.add(open(1));
    }
    List<String> cards =
        rounds.stream()
            .map(
                round ->
                    eventually().ignoreExceptions().until(() -> cardId(round, "teams"), id -> true))
            .toList();
    List<CompletableFuture<Answer>> answers = new ArrayList<>();
    try (ScheduledExecutorService pool =
        Executors.newScheduledThreadPool(32, Thread.ofVirtual().factory())) {
      for (int i = 0; i < clicks; i++) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        answers.add(answer);
        FakePerson person = i % 2 == 0 ? TeamsBeside.GRACE : TeamsBeside.TOM;
        Map<?, ?> form = Map.of("verb", "approve", "data", Map.of("card", cards.get(i)));
        FakeMessage message =
            new FakeMessage(FakeTeams.PLACE, Integer.toString(i), "", "", Map.of(), 0);
        pool.schedule(
            () -> answer.complete(TEAMS.teams.act(person, message, form, Map.of())),
            i * 1_000L / PER_SECOND,
            TimeUnit.MILLISECONDS);
      }
      answers.forEach(CompletableFuture::join);
    }
    report(what + ", invoke to committed decision", answers);
    assertThat(rounds)
        .allMatch(
            round ->
                desk.round(round.id())
                    .orElseThrow()
                    .verdict()
                    .equals(Optional.of(Verdict.APPROVED)));
  }

  private static void report(String what, List<CompletableFuture<Answer>> answers) {
    List<Long> sorted = answers.stream().map(a -> a.join().millis()).sorted().toList();
    LOG.info(
        "{}: {} at {} a second, p50 {} ms, p90 {} ms, p99 {} ms, longest {} ms",
        what,
        sorted.size(),
        PER_SECOND,
        sorted.get(sorted.size() / 2),
        sorted.get(sorted.size() * 9 / 10),
        sorted.get(sorted.size() * 99 / 100),
        sorted.getLast());
  }
}
