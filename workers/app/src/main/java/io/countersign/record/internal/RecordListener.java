package io.countersign.record.internal;

import io.countersign.actions.ActionSealed;
import io.countersign.execution.EffectFinished;
import io.countersign.execution.EffectReverted;
import io.countersign.execution.EffectStarted;
import io.countersign.execution.OutcomeRecorded;
import io.countersign.grants.GrantAnnulled;
import io.countersign.grants.GrantIssued;
import io.countersign.grants.GrantRedeemed;
import io.countersign.policy.ActionRuled;
import io.countersign.policy.PolicyInForce;
import io.countersign.record.LegalHoldPlaced;
import io.countersign.record.LegalHoldReleased;
import io.countersign.requests.ActionReturned;
import io.countersign.requests.ActionWithdrawn;
import io.countersign.requests.GlassBreakingJustified;
import io.countersign.requests.GlassBreakingNotJustified;
import io.countersign.requests.GlassBroken;
import io.countersign.review.CommentMade;
import io.countersign.review.DecisionRefused;
import io.countersign.review.DelegationEnded;
import io.countersign.review.DelegationMade;
import io.countersign.review.ReviewOpened;
import io.countersign.review.ReviewersReminded;
import io.countersign.review.RoundSettled;
import io.countersign.review.SeatEscalated;
import io.countersign.review.VoteCast;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts what the other modules announce on record, in the transaction in which it happened: if one
 * is not stored, neither is the other. Goes first, so that causes stand before their effects.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class RecordListener {

  private final Intents intents;
  private final Steps steps;

  RecordListener(Intents intents, Steps steps) {
    this.intents = intents;
    this.steps = steps;
  }

  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void on(ActionSealed sealed) {
    intents.write(ActionFacts.SEALED, sealed.actionId());
  }

  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void on(ActionRuled ruled) {
    intents.write(ActionFacts.RULED, ruled.actionId());
  }

  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void on(ReviewOpened opened) {
    intents.write(ReviewFacts.OPENED, opened.roundId());
  }

  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void on(VoteCast vote) {
    intents.write(ReviewFacts.DECIDED, vote.seatId());
  }

  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void on(DecisionRefused refused) {
    intents.write(ReviewFacts.REFUSED, refused.refusalId());
  }

  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void on(RoundSettled settled) {
    intents.write(ReviewFacts.SETTLED, settled.roundId());
  }

  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void on(GrantIssued issued) {
    intents.write(EffectFacts.GRANTED, issued.actionId());
  }

  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void on(GrantRedeemed redeemed) {
    intents.write(EffectFacts.REDEEMED, redeemed.actionId());
  }

  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void on(EffectStarted started) {
    intents.write(EffectFacts.STARTED, started.executionId());
  }

  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void on(EffectFinished finished) {
    intents.write(EffectFacts.FINISHED, finished.executionId());
  }

  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void on(EffectReverted reverted) {
    intents.write(EffectFacts.REVERTED, reverted.executionId());
  }

  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void on(DelegationMade made) {
    intents.write(ReviewFacts.DELEGATED, made.delegation().id());
  }

  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void on(DelegationEnded ended) {
    intents.write(ReviewFacts.DELEGATION_ENDED, ended.delegation().id());
  }

  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void on(OutcomeRecorded ended) {
    intents.write(ActionFacts.ENDED, ended.actionId());
  }

  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void on(ReviewersReminded reminded) {
    intents.write(ReviewFacts.REMINDED, reminded.roundId());
  }

  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void on(SeatEscalated escalated) {
    steps.escalated(escalated.roundId(), escalated.seatId(), escalated.group());
  }

  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void on(CommentMade comment) {
    intents.write(ReviewFacts.COMMENTED, comment.commentId());
  }

  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void on(GrantAnnulled annulled) {
    intents.write(EffectFacts.ANNULLED, annulled.actionId());
  }

  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void on(ActionWithdrawn withdrawn) {
    steps.by(StepFacts.WITHDRAWN, withdrawn.actionId(), withdrawn.by());
  }

  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void on(ActionReturned returned) {
    steps.by(StepFacts.RETURNED, returned.actionId(), returned.by());
  }

  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void on(GlassBroken broken) {
    intents.write(GlassFacts.USED, broken.actionId());
  }

  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void on(GlassBreakingJustified justified) {
    intents.write(GlassFacts.CLOSED, justified.actionId());
  }

  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void on(GlassBreakingNotJustified not) {
    intents.write(GlassFacts.CLOSED, not.actionId());
  }

  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void on(PolicyInForce inForce) {
    intents.write(PolicyFacts.IN_FORCE, inForce.versionId());
  }

  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void on(LegalHoldPlaced placed) {
    intents.write(HoldFacts.PLACED, placed.holdId());
  }

  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void on(LegalHoldReleased released) {
    intents.write(HoldFacts.RELEASED, released.holdId());
  }
}
