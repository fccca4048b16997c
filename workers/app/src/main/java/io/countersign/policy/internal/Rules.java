package io.countersign.policy.internal;

import io.countersign.bpmn.decisions.Combination;
import io.countersign.bpmn.decisions.FiredRule;
import io.countersign.policy.Assurance;
import io.countersign.policy.DecisionTables.Evaluation;
import io.countersign.policy.Ruling;
import io.countersign.policy.Ruling.Basis;
import io.countersign.policy.Ruling.Requirement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Makes a ruling of the rules that fired, put together as {@link Combination} does it. */
final class Rules {

  private Rules() {}

  /**
   * Makes the ruling.
   *
   * @param digest of the table that was evaluated
   */
  static Ruling combine(Evaluation evaluation, Optional<String> digest) {
    Combination said =
        Combination.ofActionRules(
            evaluation.matched().stream()
                .map(rule -> FiredRule.of(rule.ruleId(), rule.outputs()))
                .toList());
    Basis basis =
        new Basis(
            evaluation.decisionId(),
            evaluation.version(),
            evaluation.key(),
            digest,
            said.rules(),
            said.controls(),
            said.why());
    return switch (said.kind()) {
      case REFUSED -> new Ruling.Refused(basis);
      case PERMITTED -> new Ruling.Permitted(basis);
      case REVIEW -> {
        List<Requirement> requirements = new ArrayList<>();
        said.people().forEach((group, people) -> requirements.add(new Requirement(group, people)));
        yield new Ruling.NeedsReview(requirements, strictest(said), basis);
      }
    };
  }

  private static Assurance strictest(Combination said) {
    return said.assurance().stream()
        .map(Assurance::of)
        .max(Comparator.naturalOrder())
        .orElse(Assurance.CHAT);
  }
}
