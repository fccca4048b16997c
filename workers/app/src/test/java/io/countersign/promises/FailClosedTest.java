package io.countersign.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.actions.SealedAction;
import io.countersign.bpmn.Models;
import io.countersign.bpmn.decisions.DecisionTable;
import io.countersign.policy.DecisionTables;
import io.countersign.policy.DecisionTables.Evaluation;
import io.countersign.policy.DecisionTables.MatchedRule;
import io.countersign.policy.Policy;
import io.countersign.policy.Ruling;
import io.countersign.policy.internal.PolicyFixture;
import io.countersign.process.internal.TablesFixture;
import io.countersign.testing.People;
import io.countersign.testing.Requests;
import io.countersign.testing.Ticking;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise 5, policy's part: without a clear yes from the table in force, nothing runs. */
class FailClosedTest {

  private static final String PERMIT = "[{\"ruling\":\"permit\",\"why\":\"fine\"}]";

  private final People people = new People().person("ada").agent("bot", "ada");
  private final List<String> violations = new ArrayList<>();
  private final SealedAction action = Requests.anExport().sealed();

  private Policy asking(DecisionTables tables) {
    return PolicyFixture.asking(tables, people, new Ticking(), violations);
  }

  private static DecisionTables saying(Map<String, Object> outputs) {
    return (decision, inputs) ->
        new Evaluation(decision, 1, 7, List.of(new MatchedRule("Rule_A", 1, outputs)));
  }

  /** The shipped table, evaluated as the engine does it. */
  private static DecisionTables shipped() {
    return (decision, inputs) ->
        new Evaluation(
            decision,
            1,
            7,
            Models.all().stream()
                .filter(model -> model.fileName().equals(decision + ".dmn"))
                .map(model -> DecisionTable.read(model.fileName(), model.text()))
                .flatMap(table -> table.evaluate(inputs).stream())
                .map(fired -> new MatchedRule(fired.id(), 1, fired.outputs()))
                .toList());
  }

  private void refused(Ruling ruling) {
    assertThat(ruling).isInstanceOf(Ruling.Refused.class);
    assertThat(ruling.basis().why()).isNotEmpty();
  }

  @Test
  void clearYes_permits_soThatTheRestMeansSomething() {
    assertThat(asking(saying(Map.of("ruling", "permit", "why", "fine"))).ruleOn(action))
        .isInstanceOf(Ruling.Permitted.class);
    assertThat(
            asking(TablesFixture.answering(TablesFixture.PINNED, PERMIT, Optional.empty(), 1))
                .ruleOn(action))
        .isInstanceOf(Ruling.Permitted.class);
  }

  @Test
  void noRuleMatches_isRefused() {
    refused(asking(shipped()).ruleOn(Requests.anExport().of("rocket.launch").sealed()));
    refused(asking((decision, in) -> new Evaluation(decision, 1, 7, List.of())).ruleOn(action));
  }

  @ParameterizedTest
  @ValueSource(strings = {"allow", "PERMIT", "yes", "permitted", "", "proceed"})
  void rulingThatNobodyHasHeardOf_isRefused(String ruling) {
    refused(asking(saying(Map.of("ruling", ruling, "why", "?"))).ruleOn(action));
  }

  @Test
  void oneRefusal_outweighsEveryPermit() {
    Policy policy =
        asking(
            (decision, inputs) ->
                new Evaluation(
                    decision,
                    1,
                    7,
                    List.of(
                        new MatchedRule("Rule_A", 1, Map.of("ruling", "permit", "why", "yes")),
                        new MatchedRule("Rule_B", 2, Map.of("ruling", "refuse", "why", "no")),
                        new MatchedRule("Rule_C", 3, Map.of("ruling", "permit", "why", "yes")))));
    refused(policy.ruleOn(action));
  }

  @Test
  void reviewByNobody_isRefused() {
    refused(asking(saying(Map.of("ruling", "review", "group", "g"))).ruleOn(action));
    refused(asking(saying(Map.of("ruling", "review", "seats", 1))).ruleOn(action));
  }

  @Test
  void requesterWhomNobodyKnows_isNoPerson() {
    Requests emergency = Requests.anExport().of("http.request").breakingGlass();
    assertThat(asking(shipped()).ruleOn(emergency.by("ada").sealed()))
        .isInstanceOf(Ruling.Permitted.class);
    refused(asking(shipped()).ruleOn(emergency.by("nobody").sealed()));
    refused(asking(shipped()).ruleOn(emergency.by("bot").sealed()));
  }

  @Test
  void engineThatDoesNotAnswer_rulesNothing() {
    Policy policy =
        asking(
            (decision, inputs) -> {
              throw new IllegalStateException("away");
            });
    assertThatThrownBy(() -> policy.ruleOn(action)).hasMessage("away");
    assertThat(policy.ruling(action.id())).isEmpty();
  }

  @Test
  void versionThatNobodyCountersigned_isRefusedAndRecorded() {
    Policy policy = asking(TablesFixture.answering(4711, PERMIT, Optional.empty(), 1));
    refused(policy.ruleOn(action));
    assertThat(violations).containsExactly("UNPINNED_DECISION action-policy 4711");
    refused(policy.ruling(action.id()).orElseThrow());
  }

  @Test
  void noVersionInForce_rulesNothing() {
    Policy policy = asking(TablesFixture.withoutPin());
    assertThatThrownBy(() -> policy.ruleOn(action)).hasMessageContaining("in force");
    assertThat(policy.ruling(action.id())).isEmpty();
  }

  @Test
  void decisionThatFails_rulesNothing() {
    Policy policy =
        asking(
            TablesFixture.answering(TablesFixture.PINNED, PERMIT, Optional.of("no such name"), 1));
    assertThatThrownBy(() -> policy.ruleOn(action)).hasMessageContaining("no such name");
    assertThat(policy.ruling(action.id())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {PERMIT, "null", "{\"ruling\":\"permit\"}", "\"permit\"", "[]"})
  void answerThatDoesNotFitItsRules_rulesNothing(String output) {
    Policy policy =
        asking(TablesFixture.answering(TablesFixture.PINNED, output, Optional.empty(), 2));
    assertThatThrownBy(() -> policy.ruleOn(action)).hasMessageContaining("hit policy");
    assertThat(policy.ruling(action.id())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "<definitions/>"})
  void tableThatDoesNotParse_cannotBeRead(String text) {
    assertThatThrownBy(() -> DecisionTable.read("action-policy.dmn", text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusal_stands_whateverTheTableSaysLater() {
    List<Map<String, Object>> said =
        new ArrayList<>(List.of(Map.of("ruling", "refuse", "why", "no")));
    Policy policy =
        asking(
            (decision, inputs) ->
                new Evaluation(
                    decision, 1, 7, List.of(new MatchedRule("Rule_A", 1, said.getLast()))));
    refused(policy.ruleOn(action));
    said.add(Map.of("ruling", "permit", "why", "yes"));
    refused(policy.ruleOn(action));
  }
}
