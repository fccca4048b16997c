package io.countersign.policy.internal;

import io.countersign.actions.ActionRequest;
import io.countersign.actions.Payloads;
import io.countersign.actions.SealedAction;
import io.countersign.policy.DecisionTables;
import io.countersign.policy.DecisionTables.Evaluation;
import io.countersign.policy.Pins;
import io.countersign.policy.Policy;
import io.countersign.policy.Ruling;
import io.countersign.policy.Ruling.Basis;
import io.countersign.policy.UnpinnedVersion;
import io.countersign.policy.Violations;
import io.countersign.policy.Violations.Kind;
import io.countersign.support.CanonicalJson;
import java.time.Clock;
import java.util.List;
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
  private final Pins pins;
  private final Violations violations;
  private final RulingRepository rulings;
  private final RulingStore store;
  private final Payloads payloads;
  private final Clock clock;

  TablePolicy(
      DecisionTables tables,
      PolicyInputs inputs,
      Pins pins,
      Violations violations,
      RulingRepository rulings,
      RulingStore store,
      Payloads payloads,
      Clock clock) {
    this.tables = tables;
    this.inputs = inputs;
    this.pins = pins;
    this.violations = violations;
    this.rulings = rulings;
    this.store = store;
    this.payloads = payloads;
    this.clock = clock;
  }

  @Override
  public Ruling ruleOn(SealedAction action) {
    Optional<Ruling> standing = ruling(action.id());
    if (standing.isPresent()) {
      return standing.get();
    }
    Map<String, Object> asked = inputs.of(action.request());
    Ruling ruling = ask(asked);
    String sealed = payloads.seal(action.id(), "inputs", CanonicalJson.of(asked));
    store.save(new RulingEntity(action.id(), sealed, RulingJson.write(ruling), clock.instant()));
    return ruling;
  }

  @Override
  public Ruling foresee(ActionRequest request) {
    try {
      return evaluate(inputs.of(request));
    } catch (UnpinnedVersion unpinned) {
      return refused(unpinned);
    }
  }

  private Ruling ask(Map<String, Object> asked) {
    try {
      return evaluate(asked);
    } catch (UnpinnedVersion unpinned) {
      Ruling ruling = refused(unpinned);
      violations.record(
          Kind.UNPINNED_DECISION, TABLE, unpinned.key(), ruling.basis().why().getFirst());
      return ruling;
    }
  }

  private Ruling evaluate(Map<String, Object> asked) {
    Evaluation said = tables.evaluate(TABLE, asked);
    return Rules.combine(said, pins.digestOf(TABLE + ".dmn", said.key()));
  }

  private static Ruling refused(UnpinnedVersion unpinned) {
    return new Ruling.Refused(
        new Basis(
            unpinned.decisionId(),
            unpinned.version(),
            unpinned.key(),
            List.of(),
            List.of(),
            List.of(unpinned.getMessage() + " So the action is refused.")));
  }

  @Override
  public Optional<Ruling> ruling(UUID actionId) {
    return rulings.findById(actionId).map(entity -> RulingJson.read(entity.content()));
  }
}
