package io.countersign.bpmn;

import static io.countersign.bpmn.ParsedModels.every;
import static io.countersign.bpmn.ParsedModels.extension;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.zeebe.model.bpmn.instance.Activity;
import io.camunda.zeebe.model.bpmn.instance.BoundaryEvent;
import io.camunda.zeebe.model.bpmn.instance.BusinessRuleTask;
import io.camunda.zeebe.model.bpmn.instance.CallActivity;
import io.camunda.zeebe.model.bpmn.instance.CatchEvent;
import io.camunda.zeebe.model.bpmn.instance.FlowNode;
import io.camunda.zeebe.model.bpmn.instance.IntermediateCatchEvent;
import io.camunda.zeebe.model.bpmn.instance.ReceiveTask;
import io.camunda.zeebe.model.bpmn.instance.TimerEventDefinition;
import io.camunda.zeebe.model.bpmn.instance.UserTask;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeBindingType;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeCalledDecision;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeCalledElement;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeExecutionListener;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeFormDefinition;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeIoMapping;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeOutput;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeTaskDefinition;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeTaskListener;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeTaskListenerEventType;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the workers, the forms and the decisions may rely on. */
class ModelContractTest {

  static Stream<UserTask> userTasks() {
    return every(UserTask.class);
  }

  /** Everything that waits for somebody outside the engine's control, workers aside. */
  static Stream<FlowNode> waitStates() {
    Stream<FlowNode> catching =
        every(IntermediateCatchEvent.class)
            .filter(event -> !isTimer(event))
            .map(FlowNode.class::cast);
    return Stream.concat(
        catching,
        Stream.concat(
            every(UserTask.class).map(FlowNode.class::cast),
            every(ReceiveTask.class).map(FlowNode.class::cast)));
  }

  @Test
  void jobTypes_ofTheModels_areExactlyThoseOfTheContract() {
    List<String> asked =
        Stream.of(
                every(ZeebeTaskDefinition.class).map(ZeebeTaskDefinition::getType),
                every(ZeebeExecutionListener.class).map(ZeebeExecutionListener::getType),
                every(ZeebeTaskListener.class).map(ZeebeTaskListener::getType))
            .flatMap(types -> types)
            .distinct()
            .sorted()
            .toList();
    assertThat(asked).isEqualTo(JobTypes.all());
  }

  @Test
  void retries_areGivenAndLeaveRoomForATransientFault() {
    assertThat(every(ZeebeTaskDefinition.class)).isNotEmpty();
    assertThat(every(ZeebeTaskDefinition.class))
        .allSatisfy(task -> assertThat(Integer.parseInt(task.getRetries())).isBetween(3, 10));
  }

  @ParameterizedTest
  @MethodSource("waitStates")
  void waitState_endsAtADeadline(FlowNode waiting) {
    assertThat(hasDeadline(waiting))
        .as("%s waits for ever: it needs an interrupting timer", waiting.getId())
        .isTrue();
  }

  private static boolean hasDeadline(ModelElementInstance element) {
    for (ModelElementInstance scope = element; scope != null; scope = scope.getParentElement()) {
      if (scope instanceof Activity activity && interruptedByTimer(activity)) {
        return true;
      }
    }
    return false;
  }

  private static boolean interruptedByTimer(Activity activity) {
    return activity.getModelInstance().getModelElementsByType(BoundaryEvent.class).stream()
        .filter(event -> event.getAttachedTo().equals(activity))
        .anyMatch(event -> event.cancelActivity() && isTimer(event));
  }

  private static boolean isTimer(CatchEvent event) {
    return event.getEventDefinitions().stream().anyMatch(TimerEventDefinition.class::isInstance);
  }

  @ParameterizedTest
  @MethodSource("userTasks")
  void userTask_isGuardedOnAssignmentAndCompletion(UserTask task) {
    List<ZeebeTaskListener> listeners =
        task.getExtensionElements().getElementsQuery().list().stream()
            .flatMap(e -> e.getChildElementsByType(ZeebeTaskListener.class).stream())
            .toList();
    assertThat(listeners)
        .extracting(ZeebeTaskListener::getType)
        .containsOnly(JobTypes.REVIEW_GUARD);
    assertThat(listeners)
        .extracting(ZeebeTaskListener::getEventType)
        .containsExactly(
            ZeebeTaskListenerEventType.assigning, ZeebeTaskListenerEventType.completing);
  }

  /** With output mappings, nothing else that a completing client sends leaves the task. */
  @ParameterizedTest
  @MethodSource("userTasks")
  void userTask_letsOnlyDecisionAndCommentOut(UserTask task) {
    assertThat(extension(task, ZeebeIoMapping.class).orElseThrow().getOutputs())
        .extracting(ZeebeOutput::getTarget)
        .containsExactly("decision", "comment");
  }

  @Test
  void calledThings_exist_andAreBoundToTheDeployment() {
    assertThat(every(ZeebeCalledElement.class))
        .isNotEmpty()
        .allSatisfy(
            called -> {
              assertThat(called.getBindingType()).isEqualTo(ZeebeBindingType.deployment);
              assertThat(ids(Model.Kind.PROCESS)).contains(called.getProcessId());
              assertThat(called.isPropagateAllChildVariablesEnabled()).isFalse();
              assertThat(called.isPropagateAllParentVariablesEnabled()).isFalse();
            });
    assertThat(every(ZeebeCalledDecision.class))
        .isNotEmpty()
        .allSatisfy(
            called -> {
              assertThat(called.getBindingType()).isEqualTo(ZeebeBindingType.deployment);
              assertThat(ids(Model.Kind.DECISION)).contains(called.getDecisionId());
            });
    assertThat(every(ZeebeFormDefinition.class))
        .isNotEmpty()
        .allSatisfy(
            form -> {
              assertThat(form.getBindingType()).isEqualTo(ZeebeBindingType.deployment);
              assertThat(ids(Model.Kind.FORM)).contains(form.getFormId());
            });
  }

  private static List<String> ids(Model.Kind kind) {
    return Models.all(kind).stream().map(Model::id).toList();
  }

  /** A ruling that steers from process variables could be steered by whoever can set them. */
  @Test
  void actionPolicy_isAskedByAWorker_neverByTheEngineItself() {
    assertThat(every(BusinessRuleTask.class))
        .filteredOn(task -> task.getId().equals("Task_DecideActionPolicy"))
        .singleElement()
        .satisfies(
            task -> {
              assertThat(extension(task, ZeebeCalledDecision.class)).isEmpty();
              assertThat(extension(task, ZeebeTaskDefinition.class).orElseThrow().getType())
                  .isEqualTo(JobTypes.POLICY_DECIDE);
            });
  }

  @Test
  void effect_runsOnlyInProcesses_thatAskForAReviewFirst() {
    List<String> running =
        ParsedModels.all()
            .filter(
                parsed ->
                    parsed
                        .every(ZeebeTaskDefinition.class)
                        .anyMatch(task -> task.getType().equals(JobTypes.EFFECT_RUN)))
            .peek(
                parsed ->
                    assertThat(parsed.every(CallActivity.class))
                        .extracting(CallActivity::getId)
                        .contains("Call_ReviewAction"))
            .map(parsed -> parsed.model().id())
            .toList();
    assertThat(running)
        .containsExactlyInAnyOrder("export-dataset", "perform-action", "review-break-glass");
  }
}
