package io.countersign.operations.internal;

import io.countersign.record.Ledger;
import io.countersign.record.LedgerHealth;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Up while decisions reach the ledger, through this instance or another. */
@Component
class LedgerHealthIndicator implements HealthIndicator {

  private final Ledger ledger;

  LedgerHealthIndicator(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Health health() {
    LedgerHealth health = ledger.health();
    return (health.healthy() ? Health.up() : Health.down())
        .withDetail("status", health.sentence())
        .withDetail("leading", health.leading())
        .build();
  }
}
