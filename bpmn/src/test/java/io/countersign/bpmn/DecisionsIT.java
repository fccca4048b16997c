package io.countersign.bpmn;

import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.EvaluateDecisionResponse;
import io.camunda.client.api.response.EvaluatedDecision;
import io.camunda.client.api.response.MatchedDecisionRule;
import io.countersign.bpmn.decisions.DecisionCase;
import io.countersign.bpmn.decisions.DecisionCases;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionsIT {
  private final CamundaClient client = Engine.shared().client();

  private static final Map<String, Object> HARMLESS =
      Map.of(
          "effect", "dataset.export",
          "environment", "staging",
          "destinationTrust", "internal",
          "dataClasses", List.of(),
          "identifiersMasked", true,
          "waivers", 0,
          "rowCount", 1000,
          "requesterKind", "person",
          "residualRisk", "none");

  private List<String> rules(String decision, Map<String, Object> inputs) {
    EvaluateDecisionResponse response =
        client.newEvaluateDecisionCommand().decisionId(decision).variables(inputs).send().join();
    assertThat(response.getFailureMessage()).isNullOrEmpty();
    return response.getEvaluatedDecisions().stream()
        .map(EvaluatedDecision::getMatchedRules)
        .flatMap(List::stream)
        .map(MatchedDecisionRule::getRuleId)
        .map(id -> id.substring("Rule_".length()))
        .toList();
  }

  private List<String> rulesFor(Map<String, Object> changes) {
    Map<String, Object> inputs = new HashMap<>(HARMLESS);
    inputs.putAll(changes);
    return rules("action-policy", inputs);
  }

  static Stream<Arguments> cases() {
    return Models.all(Model.Kind.DECISION).stream()
        .flatMap(
            model ->
                DecisionCases.shipped(model.id()).cases().stream()
                    .map(one -> Arguments.of(model.id(), one)));
  }

  /** The cases beside the tables, which unit tests ask of the library, asked of a real engine. */
  @ParameterizedTest
  @MethodSource("cases")
  void engine_firesTheRulesThatTheCaseNames(String decision, DecisionCase one) {
    assertThat(rules(decision, one.inputs())).as(one.name()).isEqualTo(one.rules());
  }

  @Test
  void export_harmless_needsOneSteward() {
    assertThat(rulesFor(Map.of())).containsExactly("EveryExport");
  }

  @Test
  void effect_thatNoRuleNames_matchesNothing() {
    assertThat(rulesFor(Map.of("effect", "rocket.launch"))).isEmpty();
    assertThat(rules("action-policy", Map.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"partner", "public"})
  void personalData_leavingProduction_needsPrivacyToo(String trust) {
    assertThat(
            rulesFor(
                Map.of(
                    "environment",
                    "production",
                    "destinationTrust",
                    trust,
                    "dataClasses",
                    List.of("PERSON", "EMAIL"))))
        .containsExactly("EveryExport", "LeavingProduction");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CARD",
        "IBAN",
        "US_SSN",
        "NATIONAL_ID_DE",
        "NATIONAL_ID",
        "MEDICAL_RECORD",
        "SECRET"
      })
  void restrictedClass_leavingProduction_needsSecurityToo(String dataClass) {
    assertThat(
            rulesFor(
                Map.of(
                    "environment", "production",
                    "destinationTrust", "partner",
                    "dataClasses", List.of("PERSON", dataClass))))
        .containsExactly("EveryExport", "LeavingProduction", "RestrictedClasses");
  }

  @Test
  void personalData_withinTheHouseOrFromStaging_needsOneSteward() {
    List<String> classes = List.of("PERSON", "CARD");
    assertThat(rulesFor(Map.of("environment", "production", "dataClasses", classes)))
        .containsExactly("EveryExport");
    assertThat(rulesFor(Map.of("destinationTrust", "partner", "dataClasses", classes)))
        .containsExactly("EveryExport");
  }

  @ParameterizedTest
  @CsvSource({
    "identifiersMasked, false,   partner,  UnmaskedOutside",
    "identifiersMasked, false,   public,   UnmaskedOutside",
    "waivers,           2,       partner,  WaiverPartner",
    "waivers,           2,       public,   WaiverPublic",
    "rowCount,          1000001, internal, ManyRows",
    "requesterKind,     agent,   internal, AgentAsks",
    "residualRisk,      high,    internal, HighRisk",
    "residualRisk,      high,    public,   HighRiskPublic",
  })
  void input_thatIsRisky_addsItsRule(String input, String value, String trust, String rule) {
    Object typed =
        switch (input) {
          case "identifiersMasked" -> Boolean.valueOf(value);
          case "waivers", "rowCount" -> Long.valueOf(value);
          default -> value;
        };
    assertThat(rulesFor(Map.of(input, typed, "destinationTrust", trust)))
        .containsExactly("EveryExport", rule);
  }

  @Test
  void input_atTheEdge_addsNothing() {
    assertThat(rulesFor(Map.of("rowCount", 1_000_000, "residualRisk", "low")))
        .containsExactly("EveryExport");
    assertThat(rulesFor(Map.of("identifiersMasked", false))).containsExactly("EveryExport");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "Partner", ""})
  void destination_ofUnknownTrust_isRefused(String trust) {
    assertThat(rulesFor(Map.of("destinationTrust", trust))).containsExactly("UnknownDestination");
  }

  @Test
  void input_thatIsMissing_countsAsTheDangerousOne() {
    assertThat(
            rules(
                "action-policy", Map.of("effect", "dataset.export", "destinationTrust", "partner")))
        .contains(
            "UnmaskedOutside", "LeavingProduction", "RestrictedClasses", "ManyRows", "AgentAsks");
    assertThat(rules("action-policy", Map.of("effect", "dataset.export")))
        .contains("UnknownDestination");
  }

  @ParameterizedTest
  @CsvSource({
    "0.95, 0, 0, Sure",
    "0.8,  0, 0, Sure",
    "0.79, 0, 0, UnsureOverall",
    "0.95, 1, 0, UnsureOfColumns",
    "0.5,  2, 1, UnsureOfColumns UnsureOverall Waiver",
    "0.95, 0, 1, Waiver",
    "0.95, 0, 6, Waiver NothingMasked",
  })
  void plan_isRuledOn(double confidence, int unsure, int waivers, String rules) {
    assertThat(rules("masking-policy", Map.of("plan", Cast.plan(confidence, unsure, waivers))))
        .containsExactly(rules.split(" "));
  }

  @Test
  void plan_thatSaysTooLittle_isNeverUsedUnseen() {
    assertThat(rules("masking-policy", Map.of())).contains("NoConfidence").doesNotContain("Sure");
    assertThat(rules("masking-policy", Map.of("plan", Map.of("confidence", 0.95))))
        .contains("UnsureOfColumns", "Waiver")
        .doesNotContain("Sure");
  }
}
