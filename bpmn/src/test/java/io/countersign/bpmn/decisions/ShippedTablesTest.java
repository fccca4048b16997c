package io.countersign.bpmn.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.bpmn.Model;
import io.countersign.bpmn.Models;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables that ship, held against their cases. {@code DecisionsIT} asks a real engine. */
class ShippedTablesTest {

  static List<Model> decisions() {
    return Models.all(Model.Kind.DECISION);
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void table_saysWhatItsCasesSay_andEveryRuleIsTried(Model model) {
    DecisionTest test =
        DecisionTest.run(
            DecisionTable.read(model.fileName(), model.text()), DecisionCases.shipped(model.id()));
    assertThat(test.failures()).isEmpty();
    assertThat(test.untested()).isEmpty();
    assertThat(test.passed()).isTrue();
  }
}
