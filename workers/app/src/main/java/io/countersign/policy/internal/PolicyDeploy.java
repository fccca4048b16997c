package io.countersign.policy.internal;

import io.countersign.bpmn.ModelChanges;
import io.countersign.policy.ModelEngine;
import io.countersign.policy.ModelEngine.EngineAway;
import io.countersign.policy.Pins;
import io.countersign.policy.PolicyDesk.Simulation;
import io.countersign.policy.PolicyResource;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Brings changed policies and models into force. The action names each file by its digest, and the
 * version that it was proposed against, so that what was countersigned is what decides from then
 * on.
 */
@Component
class PolicyDeploy implements Effect {

  private static final String TABLE = "action-policy";

  private final Pins pins;
  private final Candidates candidates;
  private final StoredPolicyDesk desk;
  private final ObjectProvider<ModelEngine> engine;

  PolicyDeploy(
      Pins pins, Candidates candidates, StoredPolicyDesk desk, ObjectProvider<ModelEngine> engine) {
    this.pins = pins;
    this.candidates = candidates;
    this.desk = desk;
    this.engine = engine;
  }

  @Override
  public String type() {
    return "policy.deploy";
  }

  @Override
  public EffectSchema schema() {
    return new EffectSchema(
        List.of(
            Field.required(Candidates.BASE, "The policy version that this was proposed against.")
                .matching("[0-9]{1,9}"),
            Field.optional(
                    Candidates.PREFIX + "*", "A file by its digest, as 'policy propose' says it.")
                .matching("sha256:[0-9a-f]{64}")),
        List.of(),
        false);
  }

  @Override
  public List<String> problems(EffectRequest request) {
    List<String> problems = new ArrayList<>();
    List<PolicyResource> named = candidates.named(request.target(), problems);
    if (!base(request).equals(pins.version())) {
      problems.add(moved(request));
    }
    named.forEach(resource -> problems.addAll(Candidates.problems(resource.model())));
    named.stream()
        .filter(this::inForce)
        .forEach(resource -> problems.add("'" + resource.name() + "' is in force already."));
    return problems;
  }

  private static Integer base(EffectRequest request) {
    return Integer.valueOf(request.target(Candidates.BASE));
  }

  private String moved(EffectRequest request) {
    return "This was proposed against policy version "
        + base(request)
        + ", but version "
        + pins.version()
        + " is in force. Propose it again.";
  }

  private boolean inForce(PolicyResource resource) {
    return pins.inForce(resource.name()).map(pin -> pin.resource().equals(resource)).orElse(false);
  }

  @Override
  public Traits traits(EffectRequest request) {
    return Traits.irreversible("internal");
  }

  @Override
  public String describe(EffectRequest request) {
    return "Bring " + names(request) + " into force as policy version " + (base(request) + 1) + ".";
  }

  private static String names(EffectRequest request) {
    return String.join(
        ", ",
        request.target().keySet().stream()
            .filter(field -> field.startsWith(Candidates.PREFIX))
            .map(field -> field.substring(Candidates.PREFIX.length()))
            .sorted()
            .toList());
  }

  @Override
  public Preview preview(EffectRequest request) throws EffectException {
    List<String> problems = new ArrayList<>();
    List<PolicyResource> named = candidates.named(request.target(), problems);
    if (!problems.isEmpty()) {
      throw new EffectException("NotProposed", Remedy.NONE, String.join(" ", problems));
    }
    List<String> exact = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    Map<String, String> reach = new LinkedHashMap<>();
    reach.put("policy version", pins.version() + " becomes " + (base(request) + 1));
    reach.put("files", named.size() + " of " + candidates.setWith(named).size());
    for (PolicyResource resource : named) {
      changes(resource).forEach(change -> exact.add(resource.name() + ": " + change));
      if (resource.id().equals(TABLE)) {
        simulate(resource, reach, warnings);
      }
    }
    return new Preview(exact, List.of(), reach, warnings);
  }

  private List<String> changes(PolicyResource resource) {
    List<String> changes =
        pins.inForce(resource.name())
            .map(pin -> ModelChanges.between(pin.resource().model(), resource.model()))
            .orElseGet(() -> List.of("The file is new."));
    return changes.isEmpty() ? List.of("Only the drawing changes.") : changes;
  }

  private void simulate(PolicyResource resource, Map<String, String> reach, List<String> warnings) {
    Simulation simulation = desk.simulate(resource.model().text(), Optional.empty());
    reach.put("past rulings replayed", Integer.toString(simulation.replayed()));
    reach.put("past rulings that would change", Integer.toString(simulation.changed().size()));
    long loosened =
        simulation.changed().stream()
            .filter(changed -> changed.after().ruling().equals("permitted"))
            .count();
    if (loosened > 0) {
      warnings.add(loosened + " past actions would have run without anybody's signature.");
    }
    warnings.addAll(simulation.notes());
  }

  @Override
  public EffectReceipt execute(EffectRequest request, EffectProgress progress)
      throws EffectException {
    Optional<Integer> done = pins.versionBy(request.actionDigest());
    if (done.isPresent()) {
      return receipt(request, done.get());
    }
    if (!base(request).equals(pins.version())) {
      throw new EffectException("PolicyChanged", Remedy.NONE, moved(request));
    }
    List<String> problems = new ArrayList<>();
    List<PolicyResource> set = candidates.setWith(candidates.named(request.target(), problems));
    if (!problems.isEmpty()) {
      throw new EffectException("NotProposed", Remedy.NONE, String.join(" ", problems));
    }
    if (!replace(set, request)) {
      throw new EffectException("PolicyChanged", Remedy.NONE, moved(request));
    }
    return receipt(request, base(request) + 1);
  }

  /** What is deployed and not pinned decides nothing, so a failure here leaves all as it was. */
  private boolean replace(List<PolicyResource> set, EffectRequest request) throws EffectException {
    try {
      return pins.replace(set, engine.getObject(), request.actionDigest(), base(request));
    } catch (EngineAway e) {
      throw new EffectException("EngineAway", Remedy.RETRY, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw new EffectException("ModelsRefused", Remedy.NONE, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Occurrence verify(EffectRequest request) {
    return pins.versionBy(request.actionDigest())
        .<Occurrence>map(version -> new Occurrence.Happened(receipt(request, version)))
        .orElseGet(Occurrence.NotHappened::new);
  }

  private static EffectReceipt receipt(EffectRequest request, int version) {
    return new EffectReceipt(Map.of("policyVersion", version, "files", names(request)));
  }
}
