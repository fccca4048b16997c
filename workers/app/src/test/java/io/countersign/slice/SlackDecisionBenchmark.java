package io.countersign.slice;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.countersign.connectors.slack.fake.Answer;
import io.countersign.connectors.slack.fake.FakeMessage;
import io.countersign.connectors.slack.fake.FakeUser;
import io.countersign.review.ReviewRound;
import io.countersign.review.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From the click on a submitted dialog to its committed decision, in the fake Slack over Socket
 * Mode and a real database: open loop, so many clicks a second whatever becomes of the earlier
 * ones. The answer is sent after the commit, so it is at least what is asked for. Measures; not
 * part of the build:
 *
 * <pre>mvn -pl workers/app,connectors/zeebe-exporter -am verify -Dtest=NoSuch
 *   -Dsurefire.failIfNoSpecifiedTests=false -Pbenchmark -Dit.test=SlackDecisionBenchmark
 *   -Dfailsafe.failIfNoSpecifiedTests=false [-Dclicks=200 -DperSecond=20]</pre>
 */
class SlackDecisionBenchmark extends SlackSlice {

  private static final Logger LOG = LoggerFactory.getLogger(SlackDecisionBenchmark.class);
  private static final int CLICKS = Integer.getInteger("clicks", 200);
  private static final int PER_SECOND = Integer.getInteger("perSecond", 20);
  private static final int WARM_UP = 60;

  @Test
  void click_toCommittedDecision() {
    SLACK.withoutLimits();
    measure("warm-up", WARM_UP);
    measure("measured", CLICKS);
  }

  private void measure(String what, int clicks) {
    List<ReviewRound> rounds = new ArrayList<>();
    for (int i = 0; i < clicks; i++) {
      rounds.add(open(1));
    }
    FakeMessage[] cards = rounds.stream().map(this::unposted).toArray(FakeMessage[]::new);
    List<CompletableFuture<Answer>> answers = new ArrayList<>();
    List<CompletableFuture<Answer>> dialogs = new ArrayList<>();
    try (ScheduledExecutorService pool =
        Executors.newScheduledThreadPool(32, Thread.ofVirtual().factory())) {
      for (int i = 0; i < clicks; i++) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        CompletableFuture<Answer> dialog = new CompletableFuture<>();
        answers.add(answer);
        dialogs.add(dialog);
        FakeUser user = i % 2 == 0 ? GRACE : TOM;
        FakeMessage card = cards[i];
        pool.schedule(
            () -> {
              dialog.complete(SLACK.click(user, card, APPROVE));
              answer.complete(SLACK.submit(user, SLACK.dialog(card).orElseThrow(), ""));
            },
            i * 1_000L / PER_SECOND,
            TimeUnit.MILLISECONDS);
      }
      answers.forEach(CompletableFuture::join);
    }
    report(what + ", click to dialog", dialogs);
    report(what + ", submission to committed decision", answers);
    assertThat(rounds)
        .allMatch(
            round ->
                desk.round(round.id())
                    .orElseThrow()
                    .verdict()
                    .equals(Optional.of(Verdict.APPROVED)));
  }

  /** A card as it will look: posting them all would take as many seconds. */
  private FakeMessage unposted(ReviewRound round) {
    String id =
        eventually()
            .until(
                () ->
                    jdbc.sql(
                            """
                            select id::text from channel_message
                            where round_id = ? and kind = 'PLACE'
                            """)
                        .param(round.id())
                        .query(String.class)
                        .optional(),
                Optional::isPresent)
            .orElseThrow();
    String button = "[{\"action_id\": \"%s\", \"value\": \"%s\"}]".formatted(APPROVE, id);
    return new FakeMessage(PLACE, "0", "", "", JsonParser.parseString(button).getAsJsonArray(), 0);
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
