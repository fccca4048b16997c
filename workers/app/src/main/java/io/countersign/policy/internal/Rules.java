package io.countersign.policy.internal;

import io.countersign.policy.DecisionTables.Evaluation;
import io.countersign.policy.DecisionTables.MatchedRule;
import io.countersign.policy.Ruling;
import io.countersign.policy.Ruling.Basis;
import io.countersign.policy.Ruling.Requirement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Combines the rules that fired: any refusal wins, requirements add up, nothing matched means
 * refused, and what cannot be understood means refused.
 */
final class Rules {

  private Rules() {}

  static Ruling combine(Evaluation evaluation) {
    List<MatchedRule> matched = evaluation.matched();
    if (matched.isEmpty()) {
      return new Ruling.Refused(
          basis(evaluation, List.of("No rule covers this action, so it is refused.")));
    }
    Map<String, Integer> requirements = new LinkedHashMap<>();
    List<String> why = new ArrayList<>();
    boolean permitted = false;
    boolean refused = false;
    for (MatchedRule rule : matched) {
      why.add(text(rule, "why"));
      switch (text(rule, "ruling")) {
        case "permit" -> permitted = true;
        case "review" -> {
          int people = number(rule);
          if (people < 1 || text(rule, "group").isBlank()) {
            refused = true;
            why.add("Rule " + rule.ruleId() + " asks for a review, but not by whom; refused.");
          } else {
            requirements.merge(text(rule, "group"), people, Integer::sum);
          }
        }
        case "refuse" -> refused = true;
        default -> {
          refused = true;
          why.add("Rule " + rule.ruleId() + " has an unknown ruling, so the action is refused.");
        }
      }
    }
    Basis basis = basis(evaluation, why);
    if (refused) {
      return new Ruling.Refused(basis);
    }
    if (!requirements.isEmpty()) {
      List<Requirement> list = new ArrayList<>();
      requirements.forEach((group, people) -> list.add(new Requirement(group, people)));
      return new Ruling.NeedsReview(list, basis);
    }
    return permitted ? new Ruling.Permitted(basis) : new Ruling.Refused(basis);
  }

  private static Basis basis(Evaluation evaluation, List<String> why) {
    Set<String> controls = new LinkedHashSet<>();
    for (MatchedRule rule : evaluation.matched()) {
      for (String control : text(rule, "controls").split("[,;\\s]+")) {
        if (!control.isBlank()) {
          controls.add(control.strip());
        }
      }
    }
    return new Basis(
        evaluation.decisionId(),
        evaluation.version(),
        evaluation.key(),
        evaluation.matched().stream().map(MatchedRule::ruleId).toList(),
        List.copyOf(controls),
        why);
  }

  private static String text(MatchedRule rule, String output) {
    Object value = rule.outputs().get(output);
    return value == null ? "" : value.toString();
  }

  private static int number(MatchedRule rule) {
    return rule.outputs().get("seats") instanceof Number seats ? seats.intValue() : 0;
  }
}
