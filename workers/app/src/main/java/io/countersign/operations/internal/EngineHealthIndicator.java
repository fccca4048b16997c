package io.countersign.operations.internal;

import io.countersign.process.EngineContact;
import io.countersign.process.EngineStatus;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Up while workers are open and the engine answers. */
@Component
class EngineHealthIndicator implements HealthIndicator {

  private final EngineStatus status;
  private final EngineContact contact;

  EngineHealthIndicator(EngineStatus status, EngineContact contact) {
    this.status = status;
    this.contact = contact;
  }

  @Override
  public Health health() {
    boolean well = status.ready() && contact.answers();
    String sentence =
        well || !status.ready() ? status.describe() : "The engine does not answer; work waits.";
    return (well ? Health.up() : Health.down()).withDetail("status", sentence).build();
  }
}
