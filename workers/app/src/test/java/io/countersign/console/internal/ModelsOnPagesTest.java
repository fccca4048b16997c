package io.countersign.console.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.bpmn.Model;
import io.countersign.bpmn.Models;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every model that is shipped can be read from its page. */
class ModelsOnPagesTest {

  @Test
  void process_isDrawn_withEveryElementInsideTheFrame_andThePathTaken() {
    for (Model model : Models.all()) {
      if (model.kind() != Model.Kind.PROCESS) {
        continue;
      }
      Diagram diagram = Diagram.of(model.text(), Map.of(), Set.of());
      assertThat(diagram.shapes()).as(model.fileName()).hasSizeGreaterThan(3);
      assertThat(diagram.flows()).isNotEmpty().noneMatch(Diagram.Flow::taken);
      assertThat(diagram.shapes())
          .allSatisfy(
              shape -> {
                assertThat(shape.x()).isGreaterThanOrEqualTo(diagram.x());
                assertThat(shape.x() + shape.width())
                    .isLessThanOrEqualTo(diagram.x() + diagram.width());
                assertThat(shape.state()).isEqualTo("untouched");
              });
    }
  }

  @Test
  void process_withAStepDone_showsIt() {
    Model model =
        Models.all().stream()
            .filter(one -> one.fileName().equals("perform-action.bpmn"))
            .findFirst()
            .orElseThrow();
    Diagram diagram = Diagram.of(model.text(), Map.of("Task_AcceptAction", "done"), Set.of());
    assertThat(diagram.shapes())
        .filteredOn(shape -> shape.state().equals("done"))
        .extracting(Diagram.Shape::id)
        .containsExactly("Task_AcceptAction");
  }

  @Test
  void decision_isReadAsRules_andEmptyCellsAreLeftOut() {
    Model model =
        Models.all().stream()
            .filter(one -> one.fileName().equals("action-policy.dmn"))
            .findFirst()
            .orElseThrow();
    List<DecisionView> views = DecisionView.read(model.text());
    assertThat(views).isNotEmpty();
    assertThat(views.getFirst().rules()).hasSizeGreaterThan(5);
    assertThat(views.getFirst().rules())
        .allSatisfy(
            rule -> {
              assertThat(rule.then()).isNotEmpty();
              assertThat(rule.when().values())
                  .noneMatch(cell -> cell.isBlank() || cell.equals("-"));
            });
  }

  @Test
  void model_thatFetchesFromElsewhere_isRefused() {
    String trap =
        "<!DOCTYPE d [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><definitions>&e;</definitions>";
    assertThatThrownBy(() -> DecisionView.read(trap)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Diagram.of(trap, Map.of(), Set.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
