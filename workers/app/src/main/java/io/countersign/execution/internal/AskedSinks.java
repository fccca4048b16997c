package io.countersign.execution.internal;

import io.countersign.actions.ActionRequest;
import io.countersign.actions.Actions;
import io.countersign.execution.SinkInventory;
import io.countersign.spi.Effect;
import io.countersign.spi.EffectException;
import io.countersign.spi.EffectRequest;
import io.countersign.spi.Holding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Asks every effect what stands in its sinks, and takes away what executions account for. */
@Component
class AskedSinks implements SinkInventory {

  private static final Logger LOG = LoggerFactory.getLogger(AskedSinks.class);

  private final Effects effects;
  private final Actions actions;
  private final ExecutionRepository executions;

  AskedSinks(Effects effects, Actions actions, ExecutionRepository executions) {
    this.effects = effects;
    this.actions = actions;
    this.executions = executions;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Executions are looked at before and after: what begins or is taken back meanwhile is
   * accounted for all the same.
   */
  @Override
  public List<Holding> strays() {
    Set<String> places = accountedFor();
    List<Holding> found = effects.all().flatMap(AskedSinks::inventory).toList();
    if (found.isEmpty()) {
      return List.of();
    }
    places.addAll(accountedFor());
    return found.stream().filter(holding -> !places.contains(holding.place())).toList();
  }

  private static Stream<Holding> inventory(Effect effect) {
    try {
      return effect.inventory().stream();
    } catch (EffectException | RuntimeException e) {
      LOG.info("What '{}' left cannot be listed now: {}", effect.type(), e.getMessage());
      return Stream.of();
    }
  }

  private Set<String> accountedFor() {
    Set<String> places = new HashSet<>();
    List<UUID> standing = new ArrayList<>(executions.findStanding());
    standing.forEach(action -> places.addAll(places(action)));
    return places;
  }

  /** An action that was altered accounts for nothing; one that was erased still does. */
  private Set<String> places(UUID actionId) {
    try {
      ActionRequest request = actions.recall(actionId).request();
      return effects
          .find(request.effect(), request.target())
          .map(effect -> effect.places(asked(request)))
          .orElse(Set.of());
    } catch (RuntimeException e) {
      LOG.info("Action {} accounts for nothing: {}", actionId, e.getMessage());
      return Set.of();
    }
  }

  private static EffectRequest asked(ActionRequest request) {
    return new EffectRequest(
        new UUID(0, 0), "", request.target(), request.parameters(), Optional.empty(), Map.of());
  }
}
