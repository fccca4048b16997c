package io.countersign.bpmn.decisions;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the rules that fired say together: any refusal wins, requirements add up, nothing matched
 * means refused, and what cannot be understood means refused.
 *
 * @param kind the outcome
 * @param people how many people of which group have to agree; empty unless they have to
 * @param assurance what rules say of how sure it has to be who approves, such as {@code console};
 *     empty unless people have to agree
 * @param rules ids of the rules that fired
 * @param controls ids of the controls that they name
 * @param why one sentence per rule
 */
public record Combination(
    Kind kind,
    Map<String, Integer> people,
    Set<String> assurance,
    List<String> rules,
    List<String> controls,
    List<String> why) {

  /** How it ends. */
  public enum Kind {
    PERMITTED("permitted"),
    REVIEW("review"),
    REFUSED("refused");

    private final String wireName;

    Kind(String wireName) {
      this.wireName = wireName;
    }

    /** As it is written in cases and in JSON. */
    public String wireName() {
      return wireName;
    }
  }

  public Combination {
    assurance = Set.copyOf(assurance);
    people = Collections.unmodifiableMap(new LinkedHashMap<>(people));
    rules = List.copyOf(rules);
    controls = List.copyOf(controls);
    why = List.copyOf(why);
  }

  /** Combines the rules of a table that rules on actions. */
  public static Combination ofActionRules(List<FiredRule> fired) {
    if (fired.isEmpty()) {
      return new Combination(
          Kind.REFUSED,
          Map.of(),
          Set.of(),
          List.of(),
          List.of(),
          List.of("No rule covers this action, so it is refused."));
    }
    Tally tally = new Tally();
    fired.forEach(tally::count);
    Kind kind = tally.kind();
    return new Combination(
        kind,
        kind == Kind.REVIEW ? tally.people : Map.of(),
        kind == Kind.REVIEW ? tally.assurance : Set.of(),
        fired.stream().map(FiredRule::id).toList(),
        List.copyOf(tally.controls),
        tally.why);
  }

  /** Combines the rules of a table that rules on masking plans, as the process does. */
  public static Combination ofPlanRules(List<FiredRule> fired) {
    List<String> said = fired.stream().map(rule -> rule.text("ruling")).toList();
    Kind kind = Kind.REVIEW;
    if (said.contains("refuse")) {
      kind = Kind.REFUSED;
    } else if (!said.isEmpty() && said.stream().allMatch("proceed"::equals)) {
      kind = Kind.PERMITTED;
    }
    return new Combination(
        kind,
        Map.of(),
        Set.of(),
        fired.stream().map(FiredRule::id).toList(),
        List.of(),
        fired.stream().map(rule -> rule.text("why")).toList());
  }

  /** Counts one rule after the other. */
  private static final class Tally {
    private final Map<String, Integer> people = new LinkedHashMap<>();
    private final Set<String> controls = new LinkedHashSet<>();
    private final Set<String> assurance = new LinkedHashSet<>();
    private final List<String> why = new ArrayList<>();
    private boolean permitted;
    private boolean refused;

    void count(FiredRule rule) {
      why.add(rule.text("why"));
      for (String control : rule.text("controls").split("[,;\\s]+")) {
        if (!control.isBlank()) {
          controls.add(control);
        }
      }
      assurance.add(rule.text("assurance"));
      switch (rule.text("ruling")) {
        case "permit" -> permitted = true;
        case "review" -> require(rule);
        case "refuse" -> refused = true;
        default ->
            refuse("Rule " + rule.id() + " has an unknown ruling, so the action is refused.");
      }
    }

    private void require(FiredRule rule) {
      int seats = rule.number("seats");
      String group = rule.text("group");
      if (seats < 1 || group.isBlank()) {
        refuse("Rule " + rule.id() + " asks for a review, but not by whom; refused.");
      } else {
        people.merge(group, seats, Integer::sum);
      }
    }

    private void refuse(String sentence) {
      refused = true;
      why.add(sentence);
    }

    Kind kind() {
      if (refused) {
        return Kind.REFUSED;
      }
      if (!people.isEmpty()) {
        return Kind.REVIEW;
      }
      return permitted ? Kind.PERMITTED : Kind.REFUSED;
    }
  }
}
