package io.countersign.lineage.internal;

import io.countersign.actions.ActionSealed;
import io.countersign.execution.EffectFinished;
import io.countersign.execution.EffectReverted;
import io.countersign.execution.EffectStarted;
import io.countersign.execution.OutcomeRecorded;
import io.countersign.policy.ActionRuled;
import io.countersign.releases.ReleaseClosed;
import io.countersign.releases.ReleaseRequested;
import io.countersign.review.ReviewOpened;
import io.countersign.review.RoundSettled;
import io.countersign.review.SeatEscalated;
import io.countersign.review.VoteCast;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Notes of which action or release something is new, in the transaction in which it happened. What
 * it means for the graph is worked out later, so that lineage never holds up a decision.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class LineageListener {

  private final Pending pending;

  LineageListener(Pending pending) {
    this.pending = pending;
  }

  @EventListener
  void on(ReleaseRequested requested) {
    pending.add(requested.releaseId());
  }

  @EventListener
  void on(ReleaseClosed closed) {
    pending.add(closed.releaseId());
  }

  @EventListener
  void on(ActionSealed sealed) {
    pending.add(sealed.actionId());
  }

  @EventListener
  void on(ActionRuled ruled) {
    pending.add(ruled.actionId());
  }

  @EventListener
  void on(ReviewOpened opened) {
    pending.addRound(opened.roundId());
  }

  @EventListener
  void on(SeatEscalated escalated) {
    pending.addRound(escalated.roundId());
  }

  @EventListener
  void on(VoteCast vote) {
    pending.addRound(vote.roundId());
  }

  @EventListener
  void on(RoundSettled settled) {
    pending.add(settled.subject().id());
  }

  @EventListener
  void on(EffectStarted started) {
    pending.add(started.actionId());
  }

  @EventListener
  void on(EffectFinished finished) {
    pending.add(finished.actionId());
  }

  @EventListener
  void on(EffectReverted reverted) {
    pending.add(reverted.actionId());
  }

  @EventListener
  void on(OutcomeRecorded ended) {
    pending.add(ended.actionId());
  }
}
