package io.countersign.operations.internal;

import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Down while process history is too far behind: votes from Tasklist then wait. */
@Component
class ExporterHealthIndicator implements HealthIndicator {

  private final ExporterWatch watch;
  private final OperationsProperties properties;

  ExporterHealthIndicator(ExporterWatch watch, OperationsProperties properties) {
    this.watch = watch;
    this.properties = properties;
  }

  @Override
  public Health health() {
    Duration lag = watch.lag();
    boolean well = lag.compareTo(properties.exporterLag()) <= 0;
    return (well ? Health.up() : Health.down())
        .withDetail("lagSeconds", lag.toSeconds())
        .withDetail("seen", watch.hasSeenAny())
        .build();
  }
}
