package io.countersign.bpmn.decisions;

import static io.countersign.bpmn.decisions.Tables.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionTestTest {

  private static final DecisionTable TABLE =
      DecisionTable.read(
          "small.dmn",
          Tables.of(
              rule("A", "\"a\"", "\"review\"", "\"owners\"", 2),
              rule("B", "\"b\"", "\"refuse\"", "null", 0)));

  private static final String CASES =
      """
      decision: small
      given: { a: { effect: a } }
      cases:
        - name: two owners for a
          given: a
          expect: { ruling: review, people: { owners: %s }, rules: [A] }
        - name: never b
          given: a
          with: { effect: %s }
          expect: { ruling: refused, rules: [B] }
      """;

  private static DecisionTest run(String yaml) {
    return DecisionTest.run(TABLE, DecisionCases.read("small.tests.yaml", yaml));
  }

  @Test
  void run_casesThatHold_pass() {
    assertThat(run(CASES.formatted(2, "b")).passed()).isTrue();
  }

  @Test
  void run_caseThatDoesNotHold_isShownWithBoth() {
    DecisionTest test = run(CASES.formatted(1, "b"));
    assertThat(test.passed()).isFalse();
    assertThat(test.failures())
        .containsExactly(
            new DecisionTest.Result(
                "two owners for a",
                "review by {owners=1}, rules [A]",
                "review by {owners=2}, rules [A]"));
  }

  @Test
  void run_ruleThatNoCaseFires_fails() {
    DecisionTest test =
        run(
            """
            decision: small
            cases:
              - name: two owners for a
                with: { effect: a }
                expect: { ruling: review, people: { owners: 2 }, rules: [A] }
            """);
    assertThat(test.failures()).isEmpty();
    assertThat(test.untested()).containsExactly("Rule_B");
    assertThat(test.passed()).isFalse();
  }

  @Test
  void run_casesOfAnotherTable_isRefused() {
    assertThatThrownBy(() -> run(CASES.formatted(2, "b").replace("small", "large")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("large");
  }

  @ParameterizedTest
  @CsvSource({
    "decision: small, decision: [], decision is missing",
    "given: a, given: c, starts from 'c'",
    "ruling: review, ruling: allow, expects 'allow'",
    "'rules: [A]', 'rule: [A]', unknown entry 'rule'",
    "name: never b, name: two owners for a, two cases",
    "owners: 2, owners: two, not a number",
    "with:, without: [effort]  #, leaves out 'effort'",
    "cases:, cases: {} #, is not",
  })
  void read_fileThatIsWrong_saysWhatIsWrong(String right, String wrong, String message) {
    String yaml = CASES.formatted(2, "b").replaceFirst(java.util.regex.Pattern.quote(right), wrong);
    assertThatThrownBy(() -> DecisionCases.read("small.tests.yaml", yaml))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void read_yamlThatMakesObjects_isRefused() {
    assertThatThrownBy(
            () -> DecisionCases.read("x", "decision: !!java.net.URL [\"http://localhost\"]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not YAML");
  }

  @Test
  void case_startsFromGiven_andChangesIt() {
    assertThat(DecisionCases.read("x", CASES.formatted(2, "b")).cases())
        .extracting(DecisionCase::inputs)
        .containsExactly(Map.of("effect", "a"), Map.of("effect", "b"));
  }
}
