package io.countersign.process.internal;

import static io.countersign.bpmn.JobTypes.EFFECT_REVERT;
import static io.countersign.bpmn.JobTypes.EFFECT_RUN;
import static io.countersign.bpmn.JobTypes.EFFECT_VERIFY;
import static io.countersign.bpmn.JobTypes.OUTCOME_RECORD;
import static io.countersign.bpmn.JobTypes.POLICY_DECIDE;

import io.countersign.execution.ActionReviews;
import io.countersign.execution.EffectRunner;
import io.countersign.execution.Outcome;
import io.countersign.execution.Outcomes;
import io.countersign.policy.Ruling;
import io.countersign.releases.ProgressBoard;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The job types that rule on, run, check and record a sealed action. */
@Configuration
class ActionTasks {

  private static final String ACTION = "actionId";

  private final ActionReviews reviews;
  private final EffectRunner effects;
  private final Outcomes outcomes;
  private final ProgressBoard board;

  ActionTasks(ActionReviews reviews, EffectRunner effects, Outcomes outcomes, ProgressBoard board) {
    this.reviews = reviews;
    this.effects = effects;
    this.outcomes = outcomes;
    this.board = board;
  }

  @Bean
  JobTask decideActionPolicy() {
    return new SimpleTask(
        POLICY_DECIDE,
        List.of(ACTION, Inputs.REJECTION),
        job -> {
          Inputs.admitted(job, "ActionRejected");
          Ruling ruling = reviews.rule(Vars.uuid(job, ACTION));
          String kind =
              switch (ruling) {
                case Ruling.Permitted permitted -> "permitted";
                case Ruling.Refused refused -> "refused";
                case Ruling.NeedsReview review -> "review";
              };
          return Map.of(
              "ruling", Map.of("kind", kind, "why", String.join(" ", ruling.basis().why())));
        });
  }

  @Bean
  JobTask runEffect() {
    return new SimpleTask(
        EFFECT_RUN,
        List.of(ACTION),
        job -> {
          UUID action = Vars.uuid(job, ACTION);
          Outcome outcome =
              effects.run(
                  action,
                  (done, total) ->
                      board.show(action, new ProgressBoard.Step("exporting", done, total, -1)));
          return translate(outcome, "EffectFailed");
        });
  }

  @Bean
  JobTask verifyEffect() {
    return new SimpleTask(
        EFFECT_VERIFY,
        List.of(ACTION),
        job -> translate(effects.verify(Vars.uuid(job, ACTION)), "EffectFailed"));
  }

  @Bean
  JobTask revertEffect() {
    return new SimpleTask(
        EFFECT_REVERT,
        List.of(ACTION),
        job -> translate(effects.revert(Vars.uuid(job, ACTION)), "EffectFailed"));
  }

  private static Map<String, Object> translate(Outcome outcome, String otherwise) throws Exception {
    return switch (outcome) {
      case Outcome.Done done -> Map.of();
      case Outcome.Failed failed ->
          throw new BusinessError(known(failed.code(), otherwise), failed.message());
      case Outcome.Unknown unknown ->
          throw new OperatorNeeded("Nobody can tell whether it happened: " + unknown.why());
      case Outcome.Blocked blocked -> {
        if (blocked.byOperator()) {
          throw new OperatorNeeded(blocked.message());
        }
        throw new NotYet(blocked.message(), Duration.ofSeconds(2));
      }
    };
  }

  /** The codes that the model catches; anything else is the general failure. */
  private static String known(String code, String otherwise) {
    return switch (code) {
      case "DatasetChanged", "DestinationExists", "NotAuthorised", "EffectFailed" -> code;
      default -> otherwise;
    };
  }

  private static Map<String, Object> until(Optional<Instant> endsAt) {
    return endsAt
        .<Map<String, Object>>map(end -> Map.of("revertAt", ReviewVariables.time(end)))
        .orElseGet(Map::of);
  }

  @Bean
  JobTask recordOutcome() {
    return new SimpleTask(
        OUTCOME_RECORD,
        List.of(ACTION, "outcome", "errorCode"),
        job -> {
          outcomes.record(
              Vars.uuid(job, ACTION),
              Vars.text(job, "outcome").orElse(""),
              Vars.text(job, "errorCode"));
          return until(effects.endsAt(Vars.uuid(job, ACTION)));
        });
  }
}
