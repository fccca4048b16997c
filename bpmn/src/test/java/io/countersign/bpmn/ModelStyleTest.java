package io.countersign.bpmn;

import static io.countersign.bpmn.ParsedModels.extension;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.zeebe.model.bpmn.instance.Activity;
import io.camunda.zeebe.model.bpmn.instance.BaseElement;
import io.camunda.zeebe.model.bpmn.instance.Event;
import io.camunda.zeebe.model.bpmn.instance.ExclusiveGateway;
import io.camunda.zeebe.model.bpmn.instance.FlowNode;
import io.camunda.zeebe.model.bpmn.instance.Process;
import io.camunda.zeebe.model.bpmn.instance.SequenceFlow;
import io.camunda.zeebe.model.bpmn.instance.Task;
import io.camunda.zeebe.model.bpmn.instance.bpmndi.BpmnEdge;
import io.camunda.zeebe.model.bpmn.instance.bpmndi.BpmnShape;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeVersionTag;
import io.countersign.bpmn.ParsedModels.Parsed;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How the models are named and drawn. */
class ModelStyleTest {

  static Stream<Parsed> models() {
    return Stream.concat(ParsedModels.all(), ParsedModels.examples());
  }

  private static <T extends ModelElementInstance> Stream<T> every(Class<T> type) {
    return models().flatMap(parsed -> parsed.every(type));
  }

  static Stream<FlowNode> nodes() {
    return every(FlowNode.class);
  }

  static Stream<Activity> activities() {
    return every(Activity.class);
  }

  static Stream<ExclusiveGateway> forks() {
    return every(ExclusiveGateway.class).filter(gateway -> gateway.getOutgoing().size() > 1);
  }

  @ParameterizedTest
  @MethodSource("models")
  void process_isNamedAsItsFile_versionedAndDocumented(Parsed parsed) {
    Process process = parsed.every(Process.class).findFirst().orElseThrow();
    assertThat(process.getId()).isEqualTo(parsed.model().id());
    assertThat(process.getName()).isNotBlank();
    assertThat(process.isExecutable()).isTrue();
    assertThat(process.getDocumentations()).isNotEmpty();
    assertThat(extension(process, ZeebeVersionTag.class).orElseThrow().getValue()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("models")
  void diagram_showsEveryNodeAndFlow(Parsed parsed) {
    Set<String> drawn =
        Stream.concat(
                parsed.every(BpmnShape.class).map(BpmnShape::getBpmnElement),
                parsed.every(BpmnEdge.class).map(BpmnEdge::getBpmnElement))
            .map(BaseElement::getId)
            .collect(Collectors.toSet());
    assertThat(drawn)
        .containsAll(parsed.every(FlowNode.class).map(BaseElement::getId).toList())
        .containsAll(parsed.every(SequenceFlow.class).map(BaseElement::getId).toList());
  }

  @ParameterizedTest
  @MethodSource("nodes")
  void id_saysWhatKindOfElementItNames(FlowNode node) {
    assertThat(node.getId()).matches("(Task|Call|SubProcess|Gateway|Event)_[A-Z][A-Za-z]+");
    if (node instanceof Task) {
      assertThat(node.getId()).startsWith("Task_");
    }
    if (node instanceof Event) {
      assertThat(node.getId()).startsWith("Event_");
    }
    assertThat(node.getOutgoing()).allSatisfy(flow -> assertThat(flow.getId()).startsWith("Flow_"));
  }

  @ParameterizedTest
  @MethodSource("activities")
  void activity_isNamedVerbObject_andDocumented(Activity activity) {
    assertThat(activity.getName()).matches("[A-Z][a-z]+( [a-z]+)+");
    assertThat(activity.getDocumentations()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("forks")
  void fork_asksAQuestion_andHasADefault(ExclusiveGateway gateway) {
    assertThat(gateway.getName()).endsWith("?");
    assertThat(gateway.getDefault()).isNotNull();
    assertThat(gateway.getOutgoing())
        .allSatisfy(flow -> assertThat(flow.getName()).isNotBlank())
        .allSatisfy(
            flow ->
                assertThat(flow.getConditionExpression() == null)
                    .isEqualTo(flow.equals(gateway.getDefault())));
  }

  /** Whatever nobody thought of must not run anything. */
  @ParameterizedTest
  @MethodSource("forks")
  void default_neverLeadsOn(ExclusiveGateway gateway) {
    assertThat(gateway.getDefault().getName())
        .isIn("no", "refused", "no: reopen seat", "yes")
        .satisfies(
            name -> {
              if (name.equals("yes")) {
                assertThat(gateway.getName()).isEqualTo("Does a person have to look?");
              }
            });
  }
}
