package io.countersign.policy.internal;

import io.countersign.bpmn.Model;
import io.countersign.bpmn.ModelChanges;
import io.countersign.bpmn.decisions.DecisionCases;
import io.countersign.bpmn.decisions.DecisionTable;
import io.countersign.bpmn.decisions.DecisionTest;
import io.countersign.policy.Pins;
import io.countersign.policy.PolicyDesk;
import io.countersign.policy.PolicyResource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class StoredPolicyDesk implements PolicyDesk {

  private static final String TESTS = ".tests.yaml";
  private static final String TABLE = "action-policy";

  private final Pins pins;
  private final PolicyFiles files;
  private final Candidates candidates;
  private final Replay replay;

  StoredPolicyDesk(Pins pins, PolicyFiles files, Candidates candidates, Replay replay) {
    this.pins = pins;
    this.files = files;
    this.candidates = candidates;
    this.replay = replay;
  }

  @Override
  @Transactional
  public ProposalResult propose(Map<String, String> proposed, String proposedBy) {
    List<String> problems = new ArrayList<>();
    List<PolicyResource> models = models(proposed, problems);
    if (problems.isEmpty()) {
      test(proposed, models, problems);
    }
    if (problems.isEmpty() && models.stream().allMatch(this::inForce)) {
      problems.add("Nothing would change: these files are in force already.");
    }
    if (!problems.isEmpty()) {
      return new ProposalResult.Rejected(problems);
    }
    Map<String, String> target = new TreeMap<>();
    Map<String, List<String>> changes = new TreeMap<>();
    target.put(Candidates.BASE, Integer.toString(pins.version()));
    for (PolicyResource model : models) {
      if (!inForce(model)) {
        files.keep(model, proposedBy);
        target.put(Candidates.PREFIX + model.name(), model.digest());
        changes.put(model.name(), changes(model));
      }
    }
    return new ProposalResult.Stored(target, changes);
  }

  private List<PolicyResource> models(Map<String, String> proposed, List<String> problems) {
    List<PolicyResource> models = new ArrayList<>();
    new TreeMap<>(proposed)
        .forEach(
            (name, text) -> {
              if (name.endsWith(TESTS)) {
                return;
              }
              Optional<Model.Kind> kind = candidates.kind(name);
              if (kind.isEmpty()) {
                problems.add("'" + name + "' is none of the models that Countersign runs.");
                return;
              }
              Model model = new Model(kind.get(), name, text);
              problems.addAll(Candidates.problems(model));
              models.add(PolicyResource.of(model));
            });
    if (models.isEmpty() && problems.isEmpty()) {
      problems.add("There is no model among the files.");
    }
    return models;
  }

  private static void test(
      Map<String, String> proposed, List<PolicyResource> models, List<String> problems) {
    proposed.forEach(
        (name, text) -> {
          if (name.endsWith(TESTS)) {
            String table = name.substring(0, name.length() - TESTS.length());
            models.stream()
                .filter(model -> model.id().equals(table))
                .findFirst()
                .ifPresentOrElse(
                    model -> problems.addAll(failures(model, name, text)),
                    () -> problems.add("'" + name + "' tests a table that is not proposed."));
          }
        });
  }

  private static List<String> failures(PolicyResource model, String name, String yaml) {
    try {
      DecisionTest test =
          DecisionTest.run(
              DecisionTable.read(model.name(), model.model().text()),
              DecisionCases.read(name, yaml));
      List<String> failures = new ArrayList<>();
      test.failures()
          .forEach(
              failed ->
                  failures.add(
                      "Case '"
                          + failed.name()
                          + "' expects "
                          + failed.expected()
                          + "; the table says "
                          + failed.actual()
                          + "."));
      test.untested().forEach(rule -> failures.add("No case fires rule " + rule + "."));
      return failures;
    } catch (IllegalArgumentException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  private boolean inForce(PolicyResource model) {
    return pins.inForce(model.name()).map(pin -> pin.resource().equals(model)).orElse(false);
  }

  private List<String> changes(PolicyResource model) {
    return pins.inForce(model.name())
        .map(pin -> ModelChanges.between(pin.resource().model(), model.model()))
        .orElseGet(() -> List.of("The file is new."));
  }

  @Override
  public Simulation simulate(String dmn, Optional<Instant> since) {
    Model model = new Model(Model.Kind.DECISION, TABLE + ".dmn", dmn);
    List<String> problems = Candidates.problems(model);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join(" ", problems));
    }
    return replay.of(DecisionTable.read(model.fileName(), dmn), since);
  }
}
