package io.countersign.process.internal;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.api.response.EvaluateDecisionResponse;
import io.camunda.client.api.response.EvaluatedDecision;
import io.camunda.client.api.response.MatchedDecisionRule;
import io.countersign.policy.DecisionTables;
import io.countersign.policy.Pins;
import io.countersign.policy.Pins.Pin;
import io.countersign.policy.UnpinnedVersion;
import io.countersign.policy.Violations;
import io.countersign.policy.Violations.Kind;
import io.countersign.support.CanonicalJson;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Evaluates decision tables in the engine, so that process history shows which rules fired. Asks
 * for the version in force by its key: whatever else was deployed under the same id has no say.
 */
@Component
class EngineTables implements DecisionTables {

  private final CamundaClient client;
  private final Pins pins;
  private final Violations violations;

  EngineTables(CamundaClient client, Pins pins, Violations violations) {
    this.client = client;
    this.pins = pins;
    this.violations = violations;
  }

  @Override
  public Evaluation evaluate(String decisionId, Map<String, Object> inputs) {
    Pin pin =
        pins.decision(decisionId)
            .orElseThrow(
                () -> new IllegalStateException("No version of '" + decisionId + "' is in force."));
    EvaluateDecisionResponse response = ask(pin, inputs);
    if (response.getDecisionKey() != pin.key() || !decisionId.equals(response.getDecisionId())) {
      throw new UnpinnedVersion(
          response.getDecisionId(), response.getDecisionVersion(), response.getDecisionKey());
    }
    if (response.getFailedDecisionId() != null && !response.getFailedDecisionId().isBlank()) {
      throw new IllegalStateException(
          "Decision '"
              + response.getFailedDecisionId()
              + "' could not be evaluated: "
              + response.getFailureMessage());
    }
    return new Evaluation(
        response.getDecisionId(),
        response.getDecisionVersion(),
        response.getDecisionKey(),
        matched(response, decisionId));
  }

  private EvaluateDecisionResponse ask(Pin pin, Map<String, Object> inputs) {
    try {
      return client
          .newEvaluateDecisionCommand()
          .decisionKey(pin.key())
          .variables(inputs)
          .send()
          .join();
    } catch (ClientStatusException e) {
      if (e.getStatusCode() == Status.Code.INVALID_ARGUMENT
          || e.getStatusCode() == Status.Code.NOT_FOUND) {
        String gone =
            "The version in force of '"
                + pin.resource().id()
                + "' (key "
                + pin.key()
                + ") is not in the engine any more. Restart Countersign; it deploys it again.";
        violations.record(Kind.MISSING_IN_ENGINE, pin.resource().id(), pin.key(), gone);
        throw new IllegalStateException(gone, e);
      }
      throw e;
    }
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
