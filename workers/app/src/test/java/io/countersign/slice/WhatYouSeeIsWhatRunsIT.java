package io.countersign.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.actions.SealedAction;
import io.countersign.execution.ActionReviews;
import io.countersign.execution.EffectRunner;
import io.countersign.execution.Outcome;
import io.countersign.identity.LinkedIdentity;
import io.countersign.requests.Ask;
import io.countersign.requests.AskResult;
import io.countersign.requests.RequestDesk;
import io.countersign.review.Channel;
import io.countersign.review.Choice;
import io.countersign.review.Decision;
import io.countersign.review.DecisionResult;
import io.countersign.review.DecisionResult.Reason;
import io.countersign.review.OpeningResult.Opened;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.support.CanonicalJson;
import io.countersign.testing.SliceDatabase;
import io.countersign.testing.Switch;
import io.countersign.testing.Ticking;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Promises 1 and 4: what was signed runs, exactly, once, in time, and nothing else does. */
@SpringBootTest(classes = RequestsIT.RequestCore.class, webEnvironment = WebEnvironment.NONE)
class WhatYouSeeIsWhatRunsIT {

  @Autowired private RequestDesk requests;
  @Autowired private ActionReviews reviews;
  @Autowired private ReviewDesk desk;
  @Autowired private EffectRunner effects;
  @Autowired private Switch lamp;
  @Autowired private Ticking clock;
  @Autowired private JdbcClient jdbc;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    SliceDatabase.register(registry);
  }

  @Test
  void shown_isTheSealedActionWithItsRulingAndPreview_underItsOwnDigest() {
    SealedAction action = asked();
    ReviewRound round = opened(action);
    assertThat(round.shown())
        .containsEntry("actionDigest", action.digest())
        .containsEntry("action", CanonicalJson.read(action.canonical()))
        .containsKeys("policy", "preview", "reversible");
    assertThat(round.shownDigest())
        .isEqualTo(CanonicalJson.digest(CanonicalJson.of(round.shown())));
  }

  @Test
  void vote_namingAnythingButWhatWasShown_doesNotCount() {
    ReviewRound round = opened(asked());
    ReviewRound other = opened(asked());
    String digest = round.subject().digest();
    assertThat(refusal(decide(round, other.subject().digest(), round.shownDigest())))
        .isEqualTo(Reason.STALE_DIGEST);
    assertThat(refusal(decide(round, digest, other.shownDigest()))).isEqualTo(Reason.STALE_DIGEST);
    assertThat(refusal(decide(round, digest, ""))).isEqualTo(Reason.STALE_DIGEST);
    assertThat(desk.round(round.id()).orElseThrow().verdict()).isEmpty();
    assertThat(decide(round, digest, round.shownDigest()))
        .isInstanceOf(DecisionResult.Accepted.class);
  }

  @Test
  void action_alteredInTheDatabaseAfterItsApproval_neverRuns() {
    SealedAction action = approved();
    int before = lamp.executions();
    jdbc.sql("alter table sealed_action disable trigger user").update();
    jdbc.sql("update sealed_action set canonical = ? where id = ?")
        .params(action.canonical().replace("lamp-", "lump-"), action.id())
        .update();
    jdbc.sql("alter table sealed_action enable trigger user").update();

    assertThatThrownBy(() -> effects.run(action.id(), (done, total) -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not what its digest says");
    assertThat(lamp.executions()).isEqualTo(before);
  }

  @Test
  void grant_movedToAnotherAction_isNotRedeemed() {
    SealedAction signed = approved();
    SealedAction unsigned = asked();
    int before = lamp.executions();
    jdbc.sql("alter table action_grant disable trigger user").update();
    jdbc.sql("update action_grant set action_id = ? where action_id = ?")
        .params(unsigned.id(), signed.id())
        .update();
    jdbc.sql("alter table action_grant enable trigger user").update();

    assertThat(effects.run(unsigned.id(), (done, total) -> {}))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.message()).contains("bound to another digest"));
    assertThat(effects.run(signed.id(), (done, total) -> {})).isInstanceOf(Outcome.Failed.class);
    assertThat(lamp.executions()).isEqualTo(before);
  }

  @Test
  void run_byThirtyWorkersAtOnce_happensOnce() throws Exception {
    SealedAction action = approved();
    int before = lamp.executions();
    List<Outcome> outcomes = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(30)) {
      List<Future<Outcome>> runs = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        runs.add(pool.submit(() -> effects.run(action.id(), (done, total) -> {})));
      }
      for (Future<Outcome> run : runs) {
        outcomes.add(run.get());
      }
    }
    assertThat(outcomes)
        .allMatch(o -> o instanceof Outcome.Done || o instanceof Outcome.Blocked)
        .anyMatch(Outcome.Done.class::isInstance);
    assertThat(lamp.executions()).isEqualTo(before + 1);
  }

  @Test
  void run_afterTheLatestTime_doesNotHappenHoweverTheClockJumps() {
    SealedAction action = approved();
    int before = lamp.executions();
    clock.forward(Duration.ofHours(25));
    assertThat(effects.run(action.id(), (done, total) -> {}))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.message()).contains("expired"));
    clock.forward(Duration.ofDays(-2));
    try {
      SealedAction early = asked();
      assertThat(effects.run(early.id(), (done, total) -> {})).isInstanceOf(Outcome.Failed.class);
    } finally {
      clock.forward(Duration.ofDays(2));
    }
    assertThat(lamp.executions()).isEqualTo(before);
  }

  private SealedAction asked() {
    Ask ask =
        new Ask(
            "test.switch",
            Map.of("lamp", "lamp-" + UUID.randomUUID()),
            Map.of(),
            "ada",
            Optional.empty(),
            "It is dark",
            false,
            Optional.empty());
    return ((AskResult.Accepted) requests.ask(ask)).action().action();
  }

  private ReviewRound opened(SealedAction action) {
    reviews.rule(action.id());
    return ((Opened) reviews.open(action.id())).round();
  }

  private SealedAction approved() {
    SealedAction action = asked();
    ReviewRound round = opened(action);
    assertThat(decide(round, round.subject().digest(), round.shownDigest()))
        .isInstanceOf(DecisionResult.Accepted.class);
    return action;
  }

  private DecisionResult decide(ReviewRound round, String digest, String shown) {
    return desk.decide(
        new Decision(
            round.id(),
            Optional.empty(),
            LinkedIdentity.directory("grace"),
            Optional.of(Choice.APPROVE),
            Optional.empty(),
            digest,
            shown,
            Channel.API));
  }

  private static Reason refusal(DecisionResult result) {
    return ((DecisionResult.Refused) result).reason();
  }
}
