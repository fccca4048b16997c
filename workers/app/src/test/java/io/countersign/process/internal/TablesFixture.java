package io.countersign.process.internal;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.CamundaFuture;
import io.camunda.client.api.command.EvaluateDecisionCommandStep1;
import io.camunda.client.api.command.EvaluateDecisionCommandStep1.EvaluateDecisionCommandStep2;
import io.camunda.client.api.response.EvaluateDecisionResponse;
import io.camunda.client.api.response.EvaluatedDecision;
import io.camunda.client.api.response.MatchedDecisionRule;
import io.countersign.bpmn.Model;
import io.countersign.bpmn.Models;
import io.countersign.policy.DecisionTables;
import io.countersign.policy.Pins;
import io.countersign.policy.Pins.Pin;
import io.countersign.policy.PolicyResource;
import io.countersign.policy.Violations;
import io.countersign.testing.Stub;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The real adapter to the engine's tables, over an engine that says what a test wants. */
public final class TablesFixture {

  /** The key of the version in force. */
  public static final long PINNED = 4_503_599_627_370_497L;

  private static final String TABLE = "action-policy";

  private TablesFixture() {}

  /**
   * Tables in an engine that answers with this.
   *
   * @param key of the version that answers
   * @param output as JSON
   * @param failure why the decision failed, if it did
   */
  public static DecisionTables answering(
      long key, String output, Optional<String> failure, int rules) {
    MatchedDecisionRule rule =
        Stub.of(MatchedDecisionRule.class)
            .on("getRuleId", args -> "Rule_Any")
            .on("getRuleIndex", args -> 1)
            .get();
    EvaluatedDecision decision =
        Stub.of(EvaluatedDecision.class)
            .on("getDecisionId", args -> TABLE)
            .on("getMatchedRules", args -> List.of(rule, rule, rule).subList(0, rules))
            .get();
    EvaluateDecisionResponse response =
        Stub.of(EvaluateDecisionResponse.class)
            .on("getDecisionId", args -> TABLE)
            .on("getDecisionKey", args -> key)
            .on("getDecisionVersion", args -> 2)
            .on("getFailedDecisionId", args -> failure.map(why -> TABLE).orElse(""))
            .on("getFailureMessage", args -> failure.orElse(""))
            .on("getEvaluatedDecisions", args -> List.of(decision))
            .on("getDecisionOutput", args -> output)
            .get();
    return over(response, Optional.of(pin()));
  }

  /** Tables of which none is in force. */
  public static DecisionTables withoutPin() {
    return over(Stub.of(EvaluateDecisionResponse.class).get(), Optional.empty());
  }

  private static DecisionTables over(EvaluateDecisionResponse response, Optional<Pin> pin) {
    CamundaFuture<?> answer = Stub.of(CamundaFuture.class).on("join", args -> response).get();
    Stub<EvaluateDecisionCommandStep2> filled = Stub.of(EvaluateDecisionCommandStep2.class);
    EvaluateDecisionCommandStep2 command = filled.get();
    filled.on("variables", args -> command).on("send", args -> answer);
    EvaluateDecisionCommandStep1 empty =
        Stub.of(EvaluateDecisionCommandStep1.class)
            .on(
                "decisionKey",
                args -> {
                  if (!args[0].equals(PINNED)) {
                    throw new AssertionError("Asked for version " + args[0]);
                  }
                  return command;
                })
            .get();
    return new EngineTables(
        Stub.of(CamundaClient.class).on("newEvaluateDecisionCommand", args -> empty).get(),
        Stub.of(Pins.class).on("decision", args -> pin).get(),
        Stub.of(Violations.class).get());
  }

  private static Pin pin() {
    Model table =
        Models.all().stream()
            .filter(model -> model.fileName().equals(TABLE + ".dmn"))
            .findFirst()
            .orElseThrow();
    return new Pin(PolicyResource.of(table), PINNED, 1, 1, Instant.EPOCH);
  }
}
