package io.countersign.bpmn.decisions;

import static io.countersign.bpmn.decisions.Tables.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionTableTest {

  private static final String TWO =
      Tables.of(
          rule("A", "\"a\"", "\"review\"", "\"owners\"", 2),
          rule("Any", "", "\"permit\"", "null", 0));

  private static DecisionTable read(String dmn) {
    return DecisionTable.read("small.dmn", dmn);
  }

  @Test
  void rules_areListedWithTheirCells() {
    assertThat(read(TWO).rules())
        .containsOnlyKeys("Rule_A", "Rule_Any")
        .containsEntry(
            "Rule_A",
            Map.of(
                "effect", "\"a\"",
                "ruling", "\"review\"",
                "group", "\"owners\"",
                "seats", "2",
                "why", "\"because\""));
    assertThat(read(TWO).inputs()).containsExactly("effect");
    assertThat(read(TWO).id()).isEqualTo("small");
  }

  @Test
  void evaluate_everyRuleThatMatches_fires() {
    assertThat(read(TWO).evaluate(Map.of("effect", "a")))
        .extracting(FiredRule::id)
        .containsExactly("Rule_A", "Rule_Any");
    assertThat(read(TWO).evaluate(Map.of("effect", "b")))
        .singleElement()
        .satisfies(fired -> assertThat(fired.text("group")).isEmpty());
    assertThat(read(Tables.of()).evaluate(Map.of("effect", "b"))).isEmpty();
  }

  @Test
  void rule_requirementsOutweighAPermit() {
    Combination said = read(TWO).rule(Map.of("effect", "a"));
    assertThat(said.kind()).isEqualTo(Combination.Kind.REVIEW);
    assertThat(said.people()).isEqualTo(Map.of("owners", 2));
    assertThat(said.why()).isEqualTo(List.of("because", "because"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"allow\"", "\"Permit\"", "null", "true", "\"proceed\""})
  void rule_thatSaysSomethingUnheardOf_refuses(String ruling) {
    String table = Tables.of(rule("Odd", "", ruling, "null", 0));
    assertThat(read(table).rule(Map.of()).kind()).isEqualTo(Combination.Kind.REFUSED);
  }

  @Test
  void rule_reviewByNobody_refuses() {
    for (String odd :
        List.of(
            rule("Odd", "", "\"review\"", "null", 1),
            rule("Odd", "", "\"review\"", "\"owners\"", 0))) {
      assertThat(read(Tables.of(odd)).rule(Map.of()).kind()).isEqualTo(Combination.Kind.REFUSED);
    }
  }

  @Test
  void rule_withoutAMatch_refuses() {
    Combination said = read(Tables.of(rule("A", "\"a\"", "\"permit\"", "null", 0))).rule(Map.of());
    assertThat(said.kind()).isEqualTo(Combination.Kind.REFUSED);
    assertThat(said.why()).singleElement().asString().contains("No rule covers");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UNIQUE", "FIRST", "ANY"})
  void read_anotherHitPolicy_isRefused(String policy) {
    assertThatThrownBy(() -> read(Tables.withHitPolicy(policy)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("COLLECT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE definitions SYSTEM \"file:///etc/passwd\">",
        "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
        "<!DOCTYPE d [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>",
      })
  void read_documentType_isRefusedUnread(String prolog) {
    assertThatThrownBy(() -> read(Tables.withProlog(prolog)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("DOCTYPE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "not xml", "<definitions/>", "<a xmlns=\"b\"><decision id=\"x\"/></a>"})
  void read_whatIsNoTable_isRefused(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("small.dmn");
  }

  @Test
  void read_cellThatIsNoFeel_isRefused() {
    assertThatThrownBy(() -> read(Tables.of(rule("A", "some x in", "\"permit\"", "null", 0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("small.dmn");
  }
}
