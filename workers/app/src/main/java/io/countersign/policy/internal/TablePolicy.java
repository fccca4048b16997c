package io.countersign.policy.internal;

import io.countersign.actions.ActionRequest;
import io.countersign.actions.SealedAction;
import io.countersign.identity.Directory;
import io.countersign.policy.DecisionTables;
import io.countersign.policy.Policy;
import io.countersign.policy.Ruling;
import io.countersign.support.CanonicalJson;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Asks the {@code action-policy} table, with inputs from the sealed action alone. */
@Service
class TablePolicy implements Policy {

  private static final String TABLE = "action-policy";

  private final DecisionTables tables;
  private final Directory directory;
  private final RulingRepository rulings;
  private final Clock clock;

  TablePolicy(DecisionTables tables, Directory directory, RulingRepository rulings, Clock clock) {
    this.tables = tables;
    this.directory = directory;
    this.rulings = rulings;
    this.clock = clock;
  }

  @Override
  public Ruling ruleOn(SealedAction action) {
    Optional<Ruling> standing = ruling(action.id());
    if (standing.isPresent()) {
      return standing.get();
    }
    Map<String, Object> inputs = inputs(action.request());
    Ruling ruling = Rules.combine(tables.evaluate(TABLE, inputs));
    rulings.save(
        new RulingEntity(
            action.id(), CanonicalJson.of(inputs), RulingJson.write(ruling), clock.instant()));
    return ruling;
  }

  @Override
  public Optional<Ruling> ruling(UUID actionId) {
    return rulings.findById(actionId).map(entity -> RulingJson.read(entity.content()));
  }

  private Map<String, Object> inputs(ActionRequest request) {
    Map<String, Object> inputs = new HashMap<>();
    inputs.put("effect", request.effect());
    inputs.put("environment", request.environment());
    inputs.put("destinationTrust", request.traits().trust());
    inputs.put("reversible", request.traits().reversible());
    inputs.put("permanent", request.traits().window().isEmpty());
    request.traits().window().ifPresent(w -> inputs.put("windowMinutes", w.toMinutes()));
    inputs.put("breakGlass", request.breakGlass());
    inputs.put("dataClasses", new TreeSet<>(request.data().classes()));
    inputs.put("identifiersMasked", request.data().identifiersMasked());
    inputs.put("waivers", request.data().waivers());
    inputs.put("rowCount", request.data().rowCount());
    inputs.put("residualRisk", request.data().residualRisk());
    inputs.put(
        "requesterKind", directory.agent(request.requestedBy()).isPresent() ? "agent" : "person");
    return inputs;
  }
}
