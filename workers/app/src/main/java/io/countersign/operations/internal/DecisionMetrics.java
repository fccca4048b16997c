package io.countersign.operations.internal;

import io.countersign.execution.EffectFinished;
import io.countersign.review.RoundSettled;
import io.countersign.review.VoteCast;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What people decided and what was done, counted by the instance that stored it, once it is stored
 * for good: {@code countersign.reviews.votes}, {@code countersign.reviews.settled}, {@code
 * countersign.effects}.
 */
@Component
class DecisionMetrics {

  private final MeterRegistry registry;

  DecisionMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @EventListener
  void on(VoteCast vote) {
    count(
        "countersign.reviews.votes",
        "choice",
        vote.choice().wireName(),
        "channel",
        vote.channel().name().toLowerCase(Locale.ROOT));
  }

  @EventListener
  void on(RoundSettled round) {
    count("countersign.reviews.settled", "verdict", round.verdict().wireName());
  }

  @EventListener
  void on(EffectFinished effect) {
    String outcome = effect.outcome().getClass().getSimpleName().toLowerCase(Locale.ROOT);
    count("countersign.effects", "outcome", outcome);
  }

  /** Not by a transactional listener: each of those would leave a row in the outbox. */
  private void count(String name, String... tags) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            registry.counter(name, tags).increment();
          }
        });
  }
}
