package io.countersign.record.internal;

import io.countersign.execution.EffectRunner;
import io.countersign.execution.Outcome;
import io.countersign.spi.EffectReceipt;
import io.countersign.spi.Holding;
import io.countersign.testing.Stub;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** What effects left, as a test says. */
final class World {

  private final Map<UUID, Outcome> outcomes = new ConcurrentHashMap<>();
  private volatile List<Holding> strays = List.of();

  /** From now on, what this action did is not as it was approved. */
  void lose(UUID action) {
    outcomes.put(action, new Outcome.Failed("EffectMissing", "It is not there any more."));
  }

  void stray(Holding... holdings) {
    strays = List.of(holdings);
  }

  List<Holding> strays() {
    return strays;
  }

  EffectRunner effects() {
    Outcome there = new Outcome.Done(new EffectReceipt(Map.of()));
    return Stub.of(EffectRunner.class)
        .on("verify", args -> outcomes.getOrDefault((UUID) args[0], there))
        .get();
  }
}
