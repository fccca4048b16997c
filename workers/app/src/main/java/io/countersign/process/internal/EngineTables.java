package io.countersign.process.internal;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.EvaluateDecisionResponse;
import io.camunda.client.api.response.EvaluatedDecision;
import io.camunda.client.api.response.MatchedDecisionRule;
import io.countersign.policy.DecisionTables;
import io.countersign.support.CanonicalJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Evaluates decision tables in the engine, so that process history shows which rules fired. */
@Component
class EngineTables implements DecisionTables {

  private final CamundaClient client;

  EngineTables(CamundaClient client) {
    this.client = client;
  }

  @Override
  public Evaluation evaluate(String decisionId, Map<String, Object> inputs) {
    EvaluateDecisionResponse response =
        client.newEvaluateDecisionCommand().decisionId(decisionId).variables(inputs).send().join();
    if (response.getFailedDecisionId() != null && !response.getFailedDecisionId().isBlank()) {
      throw new IllegalStateException(
          "Decision '"
              + response.getFailedDecisionId()
              + "' could not be evaluated: "
              + response.getFailureMessage());
    }
    List<MatchedRule> matched = matched(response, decisionId);
    return new Evaluation(
        response.getDecisionId(),
        response.getDecisionVersion(),
        response.getDecisionKey(),
        matched);
  }

  /**
   * Pairs the rules that fired with their outputs. The table collects, so its output is a list of
   * contexts, one per fired rule in the same order, under the outputs' names; the rules themselves
   * carry only labels.
   */
  private static List<MatchedRule> matched(EvaluateDecisionResponse response, String decisionId) {
    List<MatchedDecisionRule> rules =
        response.getEvaluatedDecisions().stream()
            .filter(decision -> decision.getDecisionId().equals(decisionId))
            .map(EvaluatedDecision::getMatchedRules)
            .flatMap(List::stream)
            .toList();
    Object output =
        CanonicalJson.read("{\"output\":" + response.getDecisionOutput() + "}").get("output");
    List<?> contexts = output instanceof List<?> list ? list : List.of();
    if (contexts.size() != rules.size()) {
      throw new IllegalStateException(
          "Decision '" + decisionId + "' must collect one context per rule; check its hit policy.");
    }
    List<MatchedRule> matched = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      MatchedDecisionRule rule = rules.get(i);
      matched.add(new MatchedRule(rule.getRuleId(), rule.getRuleIndex(), context(contexts.get(i))));
    }
    return matched;
  }

  private static Map<String, Object> context(Object value) {
    Map<String, Object> outputs = new HashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (name, output) -> {
            if (output != null) {
              outputs.put(String.valueOf(name), output);
            }
          });
    }
    return outputs;
  }
}
