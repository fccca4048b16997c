package io.countersign.policy.internal;

import io.countersign.actions.SealedAction;
import io.countersign.policy.DecisionTables;
import io.countersign.policy.Policy;
import io.countersign.policy.Ruling;
import io.countersign.support.CanonicalJson;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Asks the {@code action-policy} table, with inputs from the sealed action alone. */
@Service
class TablePolicy implements Policy {

  private static final String TABLE = "action-policy";

  private final DecisionTables tables;
  private final PolicyInputs inputs;
  private final RulingRepository rulings;
  private final Clock clock;

  TablePolicy(DecisionTables tables, PolicyInputs inputs, RulingRepository rulings, Clock clock) {
    this.tables = tables;
    this.inputs = inputs;
    this.rulings = rulings;
    this.clock = clock;
  }

  @Override
  public Ruling ruleOn(SealedAction action) {
    Optional<Ruling> standing = ruling(action.id());
    if (standing.isPresent()) {
      return standing.get();
    }
    Map<String, Object> asked = inputs.of(action.request());
    Ruling ruling = Rules.combine(tables.evaluate(TABLE, asked));
    rulings.save(
        new RulingEntity(
            action.id(), CanonicalJson.of(asked), RulingJson.write(ruling), clock.instant()));
    return ruling;
  }

  @Override
  public Optional<Ruling> ruling(UUID actionId) {
    return rulings.findById(actionId).map(entity -> RulingJson.read(entity.content()));
  }
}
