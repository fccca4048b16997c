package io.countersign.policy;

import java.util.List;
import java.util.Map;

/** Evaluates a deployed decision table. Implemented where the engine is known. */
public interface DecisionTables {

  /**
   * Evaluates the version of a decision that is in force.
   *
   * @throws UnpinnedVersion when another version answers
   * @throws RuntimeException when the engine does not answer or no version is in force; the caller
   *     must then not permit anything
   */
  Evaluation evaluate(String decisionId, Map<String, Object> inputs);

  /**
   * What the table said.
   *
   * @param decisionId the decision
   * @param version its version in the engine
   * @param key the engine's key of that version
   * @param matched the rules that fired, in table order
   */
  record Evaluation(String decisionId, int version, long key, List<MatchedRule> matched) {}

  /** A rule that fired, with its outputs. */
  record MatchedRule(String ruleId, int index, Map<String, Object> outputs) {}
}
