package io.countersign.bpmn.decisions;

import java.util.List;
import java.util.Map;

/**
 * What a table must say of one set of inputs.
 *
 * @param name the case in words
 * @param inputs what the table is told
 * @param ruling {@code permitted}, {@code review} or {@code refused}
 * @param people how many people of which group
 * @param rules the rules that fire, without their prefix {@code Rule_}
 */
public record DecisionCase(
    String name,
    Map<String, Object> inputs,
    String ruling,
    Map<String, Integer> people,
    List<String> rules) {

  private static final String PREFIX = "Rule_";

  public DecisionCase {
    inputs = Map.copyOf(inputs);
    people = Map.copyOf(people);
    rules = List.copyOf(rules);
  }

  /** A rule's id as cases write it. */
  public static String shortId(String ruleId) {
    return ruleId.startsWith(PREFIX) ? ruleId.substring(PREFIX.length()) : ruleId;
  }

  /** What the case expects, on one line. */
  public String expected() {
    return line(ruling, people, rules);
  }

  static String line(String ruling, Map<String, Integer> people, List<String> rules) {
    String seats = people.isEmpty() ? "" : " by " + new java.util.TreeMap<>(people);
    return ruling + seats + ", rules " + rules;
  }
}
