package io.countersign.requests.internal;

import io.countersign.actions.Actions;
import io.countersign.actions.SealedAction;
import io.countersign.execution.EffectRunner;
import io.countersign.execution.Outcome;
import io.countersign.spi.Effect;
import io.countersign.spi.EffectException;
import io.countersign.spi.EffectException.Remedy;
import io.countersign.spi.EffectProgress;
import io.countersign.spi.EffectReceipt;
import io.countersign.spi.EffectRequest;
import io.countersign.spi.EffectSchema;
import io.countersign.spi.EffectSchema.Field;
import io.countersign.spi.Occurrence;
import io.countersign.spi.Preview;
import io.countersign.spi.Traits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * People find, after the fact, that going ahead without a review was justified. Only the
 * application asks for it.
 */
@Component
class AcknowledgeBreakGlass implements Effect {

  static final String TYPE = "break-glass.acknowledge";

  private static final String UUID_PATTERN = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final EffectSchema SCHEMA =
      new EffectSchema(
          List.of(
              Field.required("action", "The action that ran without a review.")
                  .matching(UUID_PATTERN),
              Field.required("actionDigest", "Its digest.")),
          List.of(),
          false);

  private final Actions actions;
  private final ObjectProvider<BreakGlass> breakGlass;
  private final ObjectProvider<EffectRunner> effects;

  AcknowledgeBreakGlass(
      Actions actions,
      ObjectProvider<BreakGlass> breakGlass,
      ObjectProvider<EffectRunner> effects) {
    this.actions = actions;
    this.breakGlass = breakGlass;
    this.effects = effects;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public EffectSchema schema() {
    return SCHEMA;
  }

  @Override
  public boolean offered() {
    return false;
  }

  @Override
  public List<String> problems(EffectRequest request) {
    return List.of("'" + TYPE + "' cannot be asked for; it follows every use of break-glass.");
  }

  @Override
  public Traits traits(EffectRequest request) {
    return Traits.irreversible("internal");
  }

  @Override
  public String describe(EffectRequest request) {
    SealedAction action = action(request);
    return "Confirm that '"
        + action.request().requestedBy()
        + "' was right to go ahead without a review: "
        + effects.getObject().describe(action.request());
  }

  @Override
  public Preview preview(EffectRequest request) {
    SealedAction action = action(request);
    return new Preview(
        List.of(action.canonical()),
        List.of(),
        Map.of("outcome", outcome(action)),
        List.of("This has happened. Denying it undoes nothing: it opens a finding."));
  }

  private String outcome(SealedAction action) {
    Optional<Outcome> outcome = effects.getObject().outcome(action.id());
    if (outcome.isEmpty()) {
      return "not known yet";
    }
    return switch (outcome.get()) {
      case Outcome.Done done -> "done";
      case Outcome.Failed failed -> "failed: " + failed.message();
      case Outcome.Unknown unknown -> "unknown: " + unknown.why();
      case Outcome.Blocked blocked -> "blocked: " + blocked.message();
    };
  }

  @Override
  public EffectReceipt execute(EffectRequest request, EffectProgress progress)
      throws EffectException {
    if (!breakGlass.getObject().justified(actionId(request))) {
      throw new EffectException(
          "TooLate", Remedy.NONE, "It was reported as not justified before anybody answered.");
    }
    return receipt(request);
  }

  @Override
  public Occurrence verify(EffectRequest request) {
    return breakGlass
            .getObject()
            .finding(actionId(request))
            .equals(Optional.of(BreakGlass.Finding.JUSTIFIED))
        ? new Occurrence.Happened(receipt(request))
        : new Occurrence.NotHappened();
  }

  private static EffectReceipt receipt(EffectRequest request) {
    return new EffectReceipt(
        Map.of("action", request.target("action"), "finding", BreakGlass.Finding.JUSTIFIED.name()));
  }

  private SealedAction action(EffectRequest request) {
    return actions.get(actionId(request));
  }

  private static UUID actionId(EffectRequest request) {
    return UUID.fromString(request.target("action"));
  }
}
