package io.countersign.process.internal;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.EvaluateDecisionResponse;
import io.camunda.client.api.response.EvaluatedDecision;
import io.camunda.client.api.response.EvaluatedDecisionOutput;
import io.camunda.client.api.response.MatchedDecisionRule;
import io.countersign.policy.DecisionTables;
import io.countersign.support.CanonicalJson;
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
    List<MatchedRule> matched =
        response.getEvaluatedDecisions().stream()
            .filter(decision -> decision.getDecisionId().equals(decisionId))
            .map(EvaluatedDecision::getMatchedRules)
            .flatMap(List::stream)
            .map(EngineTables::rule)
            .toList();
    return new Evaluation(
        response.getDecisionId(), response.getDecisionVersion(), response.getDecisionKey(), matched);
  }

  private static MatchedRule rule(MatchedDecisionRule rule) {
    Map<String, Object> outputs = new HashMap<>();
    for (EvaluatedDecisionOutput output : rule.getEvaluatedOutputs()) {
      Object value = CanonicalJson.read("{\"value\":" + output.getOutputValue() + "}").get("value");
      if (value != null) {
        outputs.put(output.getOutputName(), value);
      }
    }
    return new MatchedRule(rule.getRuleId(), rule.getRuleIndex(), outputs);
  }
}
