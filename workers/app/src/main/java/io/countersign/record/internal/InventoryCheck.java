package io.countersign.record.internal;

import io.countersign.execution.SinkInventory;
import io.countersign.record.FindingCode;
import io.countersign.spi.Holding;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Looks into the sinks themselves for what no decision accounts for. */
@Component
class InventoryCheck implements Check {

  private final ObjectProvider<SinkInventory> sinks;
  private final ReconcilerProperties properties;
  private final Clock clock;
  private Instant next = Instant.MIN;

  InventoryCheck(
      ObjectProvider<SinkInventory> sinks, ReconcilerProperties properties, Clock clock) {
    this.sinks = sinks;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public List<Observation> look() {
    SinkInventory inventory = sinks.getIfAvailable();
    Instant now = clock.instant();
    if (inventory == null || now.isBefore(next)) {
      return List.of();
    }
    next = now.plus(properties.effectsEvery());
    return inventory.strays().stream().map(InventoryCheck::observation).toList();
  }

  private static Observation observation(Holding stray) {
    return new Observation(
        FindingCode.EFFECT_WITHOUT_DECISION,
        stray.place(),
        stray.what() + " is there, and no decision accounts for it.",
        Map.of("place", stray.place()));
  }
}
