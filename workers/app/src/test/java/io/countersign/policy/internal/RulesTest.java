package io.countersign.policy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.policy.Assurance;
import io.countersign.policy.DecisionTables.Evaluation;
import io.countersign.policy.DecisionTables.MatchedRule;
import io.countersign.policy.Ruling;
import io.countersign.policy.Ruling.NeedsReview;
import io.countersign.policy.Ruling.Permitted;
import io.countersign.policy.Ruling.Refused;
import io.countersign.policy.Ruling.Requirement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {

  private final List<MatchedRule> matched = new ArrayList<>();

  @Test
  void combine_nothingMatched_isRefused() {
    assertThat(ruling()).isInstanceOf(Refused.class);
    assertThat(ruling().basis().why()).singleElement().asString().contains("No rule covers");
  }

  @Test
  void combine_permitAlone_permits() {
    rule("permit");
    assertThat(ruling()).isInstanceOf(Permitted.class);
  }

  @Test
  void combine_anyRefusal_winsOverEverythingElse() {
    rule("permit");
    review("data-owners", 1);
    rule("refuse");
    review("security", 2);
    assertThat(ruling()).isInstanceOf(Refused.class);
    assertThat(ruling().basis().rules()).containsExactly("r1", "r2", "r3", "r4");
  }

  @Test
  void combine_reviewAndPermit_needsReview() {
    rule("permit");
    review("data-owners", 1);
    assertThat(requirements()).containsExactly(new Requirement("data-owners", 1));
  }

  @Test
  void combine_severalReviews_addUpWithinAGroupAndAcrossGroups() {
    review("data-owners", 1);
    review("security", 1);
    review("data-owners", 2);
    assertThat(requirements())
        .containsExactly(new Requirement("data-owners", 3), new Requirement("security", 1));
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"Permit", "PERMIT", "allow", " permit", "approve", "review?"})
  void combine_unknownRuling_isRefusedEvenBesideAPermit(String ruling) {
    rule("permit");
    rule(ruling);
    assertThat(ruling()).isInstanceOf(Refused.class);
    assertThat(ruling().basis().why())
        .anyMatch(why -> why.contains("r2") && why.contains("unknown"));
  }

  @Test
  void combine_reviewWithoutSeats_isRefused() {
    for (Object seats : new Object[] {0, -1, "2", 0.9, Map.of()}) {
      matched.clear();
      add(Map.of("ruling", "review", "group", "data-owners", "seats", seats, "why", "w"));
      assertThat(ruling()).as("seats %s", seats).isInstanceOf(Refused.class);
    }
    matched.clear();
    add(Map.of("ruling", "review", "group", "data-owners", "why", "w"));
    assertThat(ruling()).isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void combine_reviewByNobody_isRefused(String group) {
    review("data-owners", 1);
    review(group, 1);
    assertThat(ruling()).isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @CsvSource({"chat, CHAT", "'', CHAT", "console, CONSOLE", "fresh, FRESH", "retina scan, FRESH"})
  void combine_assurance_isWhatTheStrictestRuleAsksFor(String said, Assurance assurance) {
    review("data-owners", 1);
    add(Map.of("ruling", "review", "group", "security", "seats", 1, "why", "w", "assurance", said));
    assertThat(((NeedsReview) ruling()).assurance()).isEqualTo(assurance);
  }

  @Test
  void combine_controls_areCollectedOnceInOrder() {
    add(Map.of("ruling", "permit", "why", "w", "controls", "AC-3, CC6.1"));
    add(Map.of("ruling", "permit", "why", "w", "controls", "CC6.1;164.312  AC-3"));
    add(Map.of("ruling", "permit", "why", "w"));
    assertThat(ruling().basis().controls()).containsExactly("AC-3", "CC6.1", "164.312");
  }

  @Test
  void combine_basis_namesTheTableItsVersionAndEveryReason() {
    rule("permit");
    review("data-owners", 1);
    Ruling.Basis basis = ruling().basis();
    assertThat(basis.decisionId()).isEqualTo("action-policy");
    assertThat(basis.version()).isEqualTo(3);
    assertThat(basis.key()).isEqualTo(2_251_799_813_685_250L);
    assertThat(basis.why()).containsExactly("because of r1", "because of r2");
  }

  private void rule(String ruling) {
    Map<String, Object> outputs = new HashMap<>();
    if (ruling != null) {
      outputs.put("ruling", ruling);
    }
    outputs.put("why", "because of r" + (matched.size() + 1));
    add(outputs);
  }

  private void review(String group, int seats) {
    add(
        Map.of(
            "ruling",
            "review",
            "group",
            group,
            "seats",
            seats,
            "why",
            "because of r" + (matched.size() + 1)));
  }

  private void add(Map<String, Object> outputs) {
    int index = matched.size() + 1;
    matched.add(new MatchedRule("r" + index, index, outputs));
  }

  private Ruling ruling() {
    return Rules.combine(
        new Evaluation("action-policy", 3, 2_251_799_813_685_250L, List.copyOf(matched)),
        Optional.of("sha256:ab"));
  }

  private List<Requirement> requirements() {
    assertThat(ruling()).isInstanceOf(NeedsReview.class);
    return ((NeedsReview) ruling()).requirements();
  }
}
