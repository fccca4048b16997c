package io.countersign.policy.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.actions.SealedAction;
import io.countersign.policy.DecisionTables;
import io.countersign.policy.DecisionTables.Evaluation;
import io.countersign.policy.DecisionTables.MatchedRule;
import io.countersign.policy.Policy;
import io.countersign.policy.Ruling;
import io.countersign.policy.Ruling.Requirement;
import io.countersign.policy.UnpinnedVersion;
import io.countersign.testing.People;
import io.countersign.testing.Requests;
import io.countersign.testing.Ticking;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TablePolicyTest {

  private static final Map<String, Object> ONE_STEWARD =
      Map.of("ruling", "review", "group", "stewards", "seats", 1, "why", "It leaves the house.");

  private final List<String> violations = new ArrayList<>();
  private final List<Map<String, Object>> asked = new ArrayList<>();
  private final SealedAction action = Requests.anExport().sealed();
  private DecisionTables tables =
      (decision, inputs) -> {
        asked.add(inputs);
        return new Evaluation(decision, 3, 7, List.of(new MatchedRule("r1", 1, ONE_STEWARD)));
      };
  private final Policy policy =
      PolicyFixture.asking(
          (decision, inputs) -> tables.evaluate(decision, inputs),
          new People().person("ada"),
          new Ticking(),
          violations);

  @Test
  void ruleOn_action_isWhatTheTableSaysAndWhereItSaysIt() {
    Ruling ruling = policy.ruleOn(action);
    assertThat(ruling)
        .isInstanceOfSatisfying(
            Ruling.NeedsReview.class,
            review ->
                assertThat(review.requirements()).containsExactly(new Requirement("stewards", 1)));
    assertThat(ruling.basis().decisionId()).isEqualTo("action-policy");
    assertThat(ruling.basis().version()).isEqualTo(3);
    assertThat(ruling.basis().digest()).contains("sha256:ab");
    assertThat(ruling.basis().why()).containsExactly("It leaves the house.");
    assertThat(asked).singleElement().satisfies(in -> assertThat(in).containsKey("rowCount"));
  }

  @Test
  void ruleOn_again_isTheFirstRulingWhateverTheTableSaysByThen() {
    assertThat(policy.ruling(action.id())).isEmpty();
    Ruling first = policy.ruleOn(action);
    tables =
        (decision, inputs) -> {
          throw new AssertionError("It was asked again.");
        };
    assertThat(policy.ruleOn(action)).isEqualTo(first);
    assertThat(policy.ruling(action.id())).contains(first);
    assertThat(policy.ruling(UUID.randomUUID())).isEmpty();
  }

  @Test
  void ruleOn_answerOfAVersionThatNobodyCountersigned_isARefusalOnRecord() {
    tables =
        (decision, inputs) -> {
          throw new UnpinnedVersion("action-policy", 9, 4_711);
        };
    Ruling ruling = policy.ruleOn(action);
    assertThat(ruling).isInstanceOf(Ruling.Refused.class);
    assertThat(ruling.basis().decisionId()).isEqualTo("action-policy");
    assertThat(ruling.basis().version()).isEqualTo(9);
    assertThat(ruling.basis().key()).isEqualTo(4_711);
    assertThat(ruling.basis().why())
        .containsExactly(
            "Version 9 (key 4711) of 'action-policy' answered, which nobody countersigned."
                + " So the action is refused.");
    assertThat(violations).containsExactly("UNPINNED_DECISION action-policy 4711");
    assertThat(policy.ruling(action.id())).contains(ruling);
  }

  @Test
  void ruleOn_withoutAnAnswer_rulesNothing() {
    tables =
        (decision, inputs) -> {
          throw new IllegalStateException("The engine is away.");
        };
    assertThatThrownBy(() -> policy.ruleOn(action)).hasMessage("The engine is away.");
    assertThat(policy.ruling(action.id())).isEmpty();
  }
}
