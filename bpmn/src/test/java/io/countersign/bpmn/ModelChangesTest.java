package io.countersign.bpmn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelChangesTest {

  private static Model model(String fileName) {
    return Models.all().stream()
        .filter(model -> model.fileName().equals(fileName))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> changes(String fileName, String from, String to) {
    Model before = model(fileName);
    assertThat(before.text()).contains(from);
    String text = before.text().replace(from, to);
    return ModelChanges.between(before, new Model(before.kind(), fileName, text));
  }

  static List<Model> models() {
    return Models.all();
  }

  @ParameterizedTest
  @MethodSource("models")
  void between_sameModel_isNothing(Model model) {
    assertThat(ModelChanges.between(model, model)).isEmpty();
  }

  @Test
  void decision_changedCell_isShownWithBothTexts() {
    assertThat(changes("action-policy.dmn", "&gt; 1000000", "&gt; 5"))
        .containsExactly(
            "Rule Rule_ManyRows, rowCount: `? = null or ? > 1000000` becomes `? = null or ? > 5`.");
  }

  @Test
  void decision_ruleUnderAnotherId_isOneGoneAndOneNew() {
    assertThat(changes("action-policy.dmn", "\"Rule_ManyRows\"", "\"Rule_Bulk\""))
        .hasSize(2)
        .anyMatch(change -> change.startsWith("Rule Rule_Bulk is new: effect \"dataset.export\""))
        .anyMatch(change -> change.startsWith("Rule Rule_ManyRows is gone; it was effect"));
  }

  @Test
  void decision_anotherQuestion_isShown() {
    assertThat(changes("action-policy.dmn", "<text>rowCount</text>", "<text>waivers * 0</text>"))
        .anyMatch(change -> change.equals("Element InputExpression_RowCount changed."));
  }

  @Test
  void process_changedAddedAndRemovedElements_areNamed() {
    assertThat(changes("export-dataset.bpmn", "countersign.effect.run", "countersign.other.job"))
        .singleElement()
        .asString()
        .matches("Element Task_\\w+ changed\\.");
    assertThat(changes("export-dataset.bpmn", "\"Task_RecordOutcome\"", "\"Task_Other\""))
        .contains("Element Task_Other is new.", "Element Task_RecordOutcome is gone.");
  }

  @Test
  void drawing_doesNotCount() {
    assertThat(changes("export-dataset.bpmn", "dc:Bounds x=\"1", "dc:Bounds x=\"2")).isEmpty();
    assertThat(changes("action-policy.dmn", "biodi:width=\"150\"", "biodi:width=\"90\"")).isEmpty();
  }

  @Test
  void form_changedLine_isShown() {
    assertThat(changes("review-action.form", "\"Approve\"", "\"Fine\""))
        .anyMatch(change -> change.startsWith("Line added") && change.contains("Fine"))
        .anyMatch(change -> change.startsWith("Line removed") && change.contains("Approve"));
  }
}
