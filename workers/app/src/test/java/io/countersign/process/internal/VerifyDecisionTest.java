package io.countersign.process.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camunda.client.api.response.ActivatedJob;
import io.countersign.history.ProcessHistory;
import io.countersign.history.TaskCompletion;
import io.countersign.identity.LinkedIdentity;
import io.countersign.process.EngineProperties;
import io.countersign.review.Channel;
import io.countersign.review.Choice;
import io.countersign.review.Decision;
import io.countersign.review.DecisionResult;
import io.countersign.review.DecisionResult.Accepted;
import io.countersign.review.DecisionResult.Reason;
import io.countersign.review.DecisionResult.Refused;
import io.countersign.review.Ending;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.Seat;
import io.countersign.review.Subject;
import io.countersign.review.Verdict;
import io.countersign.review.Vote;
import io.countersign.testing.Requests;
import io.countersign.testing.Stub;
import io.countersign.testing.Ticking;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What becomes of a completed user task, with history and the desk played by the test. */
class VerifyDecisionTest {

  private static final UUID ROUND = UUID.randomUUID();
  private static final UUID SEAT = UUID.randomUUID();
  private static final long ELEMENT = 4_711;

  private final Map<String, Object> variables = new HashMap<>();
  private final List<Decision> decisions = new ArrayList<>();
  private final Tasks tasks = new Tasks();
  private Optional<TaskCompletion> completion = Optional.empty();
  private String completedDecision = "approve";
  private Optional<Vote> vote = Optional.empty();
  private Optional<Verdict> verdict = Optional.empty();
  private DecisionResult answer = new Accepted(SEAT, "grace", Optional.of(Verdict.APPROVED));

  private final ReviewDesk desk =
      Stub.of(ReviewDesk.class)
          .on("round", args -> Optional.of(round()))
          .on(
              "decide",
              args -> {
                Decision decision = (Decision) args[0];
                decisions.add(decision);
                if (answer instanceof Accepted) {
                  vote = Optional.of(cast(decision.choice().orElseThrow()));
                }
                return answer;
              })
          .get();
  private final ProcessHistory history =
      Stub.of(ProcessHistory.class)
          .on("completion", args -> completion)
          .on(
              "completedWith",
              args -> args[1].equals("decision") && args[2].equals(completedDecision))
          .get();
  private VerifyDecision task = new VerifyDecision(desk, history, tasks, engine(true));

  @BeforeEach
  void completedByGrace() {
    variables.put(
        "review",
        Map.of(
            "id", ROUND.toString(),
            "card", Map.of("actionDigest", "sha256:a", "shownDigest", "sha256:s")));
    variables.put("seat", Map.of("id", SEAT.toString()));
    variables.put("decision", "approve");
    variables.put("comment", "fine");
    completedBy(Optional.of("grace.t"));
  }

  private static EngineProperties engine(boolean trustAssignee) {
    return new EngineProperties(
        null, null, null, null, trustAssignee, 1, Map.of(), Duration.ofSeconds(1), Duration.ZERO);
  }

  @Test
  void perform_whereNamesProveNothing_takesNobodysDecisionToTheDesk() throws NotYet {
    task = new VerifyDecision(desk, history, tasks, engine(false));
    perform();
    assertThat(decisions)
        .singleElement()
        .extracting(Decision::who)
        .isEqualTo(new LinkedIdentity("unproven-tasklist", "grace.t"));
  }

  @Test
  void perform_taskCompletedByItsAssignee_takesThatToTheDesk() throws NotYet {
    assertThat(perform()).containsEntry("seatOutcome", "filled").containsEntry("vote", "approved");
    assertThat(decisions)
        .containsExactly(
            new Decision(
                ROUND,
                Optional.of(SEAT),
                LinkedIdentity.tasklist("grace.t"),
                Optional.of(Choice.APPROVE),
                Optional.of("fine"),
                "sha256:a",
                "sha256:s",
                Channel.TASKLIST));
  }

  @Test
  void perform_denial_fillsTheSeatAsDenied() throws NotYet {
    variables.put("decision", "deny");
    completedDecision = "deny";
    assertThat(perform()).containsEntry("vote", "denied");
  }

  @Test
  void perform_historyDoesNotKnowTheTaskYet_waitsAndDecidesNothing() {
    tasks.element = OptionalLong.empty();
    assertThatThrownBy(this::perform).isInstanceOf(NotYet.class);
    assertThat(decisions).isEmpty();
  }

  @Test
  void perform_historyDoesNotKnowTheCompletionYet_waitsAndDecidesNothing() {
    completion = Optional.empty();
    assertThatThrownBy(this::perform).isInstanceOf(NotYet.class);
    assertThat(decisions).isEmpty();
  }

  @Test
  void perform_variableIsNotWhatTheTaskWasCompletedWith_isNoChoice() throws NotYet {
    completedDecision = "deny";
    answer = new Refused(Reason.NO_CHOICE, "m");
    assertThat(perform()).containsEntry("refusal", "NO_CHOICE");
    assertThat(decisions.getFirst().choice()).isEmpty();
  }

  @Test
  void perform_withoutADecisionVariable_isNoChoice() throws NotYet {
    variables.remove("decision");
    completedDecision = "";
    answer = new Refused(Reason.NO_CHOICE, "m");
    perform();
    assertThat(decisions.getFirst().choice()).isEmpty();
  }

  @Test
  void perform_taskThatNobodyClaimed_isDecidedByNobody() throws NotYet {
    completedBy(Optional.empty());
    answer = new Refused(Reason.UNKNOWN_IDENTITY, "m");
    assertThat(perform()).containsEntry("seatOutcome", "reopen");
    assertThat(decisions.getFirst().who().subject()).isEqualTo("nobody had claimed the task");
  }

  @Test
  void perform_variablesThatNameSomeoneElse_areIgnored() throws NotYet {
    variables.put("assignee", "ada.t");
    variables.put("decidedBy", "ada");
    perform();
    assertThat(decisions.getFirst().who()).isEqualTo(LinkedIdentity.tasklist("grace.t"));
  }

  @Test
  void perform_withoutTheCard_namesNoDigestsSoTheDeskRefuses() throws NotYet {
    variables.put("review", Map.of("id", ROUND.toString()));
    answer = new Refused(Reason.STALE_DIGEST, "m");
    perform();
    assertThat(decisions.getFirst().subjectDigest()).isEmpty();
    assertThat(decisions.getFirst().shownDigest()).isEmpty();
  }

  @Test
  void perform_blankComment_isNone() throws NotYet {
    variables.put("comment", " \n");
    perform();
    assertThat(decisions.getFirst().comment()).isEmpty();
  }

  @Test
  void perform_seatAlreadyFilled_repeatsItsVoteWithoutDeciding() throws NotYet {
    vote = Optional.of(cast(Choice.DENY));
    assertThat(perform()).containsEntry("seatOutcome", "filled").containsEntry("vote", "denied");
    assertThat(decisions).isEmpty();
  }

  @Test
  void perform_roundClosedMeanwhile_followsItsVerdict() throws NotYet {
    answer = new Refused(Reason.ROUND_CLOSED, "m");
    for (Verdict how : Verdict.values()) {
      verdict = Optional.of(how);
      assertThat(perform())
          .containsEntry("seatOutcome", "filled")
          .containsEntry("vote", how == Verdict.APPROVED ? "approved" : "denied");
    }
  }

  @Test
  void perform_thirdRefusalInARow_escalates() throws NotYet {
    answer = new Refused(Reason.AUTHOR, "m");
    List<Object> outcomes = new ArrayList<>();
    for (int opened = 1; opened <= 4; opened++) {
      tasks.times = opened;
      outcomes.add(Objects.requireNonNull(perform().get("seatOutcome")));
    }
    assertThat(outcomes).containsExactly("reopen", "reopen", "escalate", "reopen");
  }

  private Map<String, Object> perform() throws NotYet {
    ActivatedJob job =
        Stub.of(ActivatedJob.class)
            .on("getVariablesAsMap", args -> variables)
            .on("getType", args -> task.type())
            .get();
    return task.perform(job);
  }

  private void completedBy(Optional<String> assignee) {
    completion = Optional.of(new TaskCompletion(1, 2, assignee, Requests.NOW, Map.of()));
  }

  private ReviewRound round() {
    return new ReviewRound(
        ROUND,
        1,
        new Subject(Subject.Kind.ACTION, UUID.randomUUID(), "sha256:a"),
        Map.of(),
        "sha256:s",
        Set.of("ada"),
        List.of(new Seat(SEAT, "data-owners", List.of(), List.of("grace"), List.of(), vote)),
        Requests.NOW,
        Requests.NOW.plusSeconds(60),
        verdict.map(how -> new Ending(how, Requests.NOW, Optional.empty(), Optional.empty())));
  }

  private static Vote cast(Choice choice) {
    return new Vote(
        "grace", Optional.empty(), choice, Optional.empty(), Channel.TASKLIST, Requests.NOW);
  }

  /** Which user task stands for the seat, without a database. */
  private static final class Tasks extends SeatTasks {
    private OptionalLong element = OptionalLong.of(ELEMENT);
    private int times = 1;

    Tasks() {
      super(Stub.of(JdbcClient.class).get(), new Ticking());
    }

    @Override
    OptionalLong latest(UUID seatId) {
      return element;
    }

    @Override
    int times(UUID seatId) {
      return times;
    }
  }
}
