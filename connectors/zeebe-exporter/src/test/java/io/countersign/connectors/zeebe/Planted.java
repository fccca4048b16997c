package io.countersign.connectors.zeebe;

import static io.countersign.connectors.zeebe.Records.INSTANCE;
import static io.countersign.connectors.zeebe.Records.command;
import static io.countersign.connectors.zeebe.Records.event;
import static io.countersign.connectors.zeebe.Records.text;
import static io.countersign.connectors.zeebe.Records.variables;

import io.camunda.zeebe.protocol.impl.record.value.decision.DecisionEvaluationRecord;
import io.camunda.zeebe.protocol.impl.record.value.error.ErrorRecord;
import io.camunda.zeebe.protocol.impl.record.value.escalation.EscalationRecord;
import io.camunda.zeebe.protocol.impl.record.value.incident.IncidentRecord;
import io.camunda.zeebe.protocol.impl.record.value.job.JobRecord;
import io.camunda.zeebe.protocol.impl.record.value.message.MessageRecord;
import io.camunda.zeebe.protocol.impl.record.value.processinstance.ProcessInstanceCreationRecord;
import io.camunda.zeebe.protocol.impl.record.value.processinstance.ProcessInstanceModificationActivateInstruction;
import io.camunda.zeebe.protocol.impl.record.value.processinstance.ProcessInstanceModificationRecord;
import io.camunda.zeebe.protocol.impl.record.value.processinstance.ProcessInstanceModificationVariableInstruction;
import io.camunda.zeebe.protocol.impl.record.value.signal.SignalRecord;
import io.camunda.zeebe.protocol.impl.record.value.user.UserRecord;
import io.camunda.zeebe.protocol.impl.record.value.usertask.UserTaskRecord;
import io.camunda.zeebe.protocol.impl.record.value.variable.VariableDocumentRecord;
import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.DecisionEvaluationIntent;
import io.camunda.zeebe.protocol.record.intent.ErrorIntent;
import io.camunda.zeebe.protocol.record.intent.EscalationIntent;
import io.camunda.zeebe.protocol.record.intent.IncidentIntent;
import io.camunda.zeebe.protocol.record.intent.JobIntent;
import io.camunda.zeebe.protocol.record.intent.MessageIntent;
import io.camunda.zeebe.protocol.record.intent.ProcessInstanceCreationIntent;
import io.camunda.zeebe.protocol.record.intent.ProcessInstanceModificationIntent;
import io.camunda.zeebe.protocol.record.intent.SignalIntent;
import io.camunda.zeebe.protocol.record.intent.UserIntent;
import io.camunda.zeebe.protocol.record.intent.UserTaskIntent;
import io.camunda.zeebe.protocol.record.intent.VariableDocumentIntent;
import io.camunda.zeebe.protocol.record.value.ErrorType;
import java.util.List;

/** Records with {@link #SECRET} in every place where an engine may carry data. */
final class Planted {

  static final String SECRET = "ada.lovelace+4417@example.org";
  private static final String DOCUMENT =
      "{\"email\":\"%s\",\"nested\":{\"to\":[\"%s\"]}}".formatted(SECRET, SECRET);

  private Planted() {}

  static List<Record<?>> records(long from) {
    return List.of(
        Records.variable(from, "email", "\"" + SECRET + "\""),
        command(
            from + 1,
            ValueType.VARIABLE_DOCUMENT,
            VariableDocumentIntent.UPDATE,
            new VariableDocumentRecord().setScopeKey(INSTANCE).setVariables(variables(DOCUMENT))),
        event(from + 2, ValueType.JOB, JobIntent.FAILED, job()),
        command(from + 3, ValueType.USER_TASK, UserTaskIntent.COMPLETE, userTask()),
        event(from + 4, ValueType.INCIDENT, IncidentIntent.CREATED, incident()),
        event(from + 5, ValueType.MESSAGE, MessageIntent.PUBLISHED, message()),
        event(
            from + 6,
            ValueType.SIGNAL,
            SignalIntent.BROADCASTED,
            new SignalRecord().setSignalName("stop").setVariables(variables(DOCUMENT))),
        event(
            from + 7,
            ValueType.PROCESS_INSTANCE_CREATION,
            ProcessInstanceCreationIntent.CREATED,
            new ProcessInstanceCreationRecord()
                .setBpmnProcessId("export-dataset")
                .setProcessInstanceKey(INSTANCE)
                .setVariables(variables(DOCUMENT))),
        command(
            from + 8,
            ValueType.PROCESS_INSTANCE_MODIFICATION,
            ProcessInstanceModificationIntent.MODIFY,
            modification()),
        event(
            from + 9,
            ValueType.DECISION_EVALUATION,
            DecisionEvaluationIntent.EVALUATED,
            decision()),
        event(from + 10, ValueType.ERROR, ErrorIntent.CREATED, error()),
        event(
            from + 11,
            ValueType.ESCALATION,
            EscalationIntent.ESCALATED,
            new EscalationRecord().setEscalationCode("late for " + SECRET)),
        event(
            from + 12,
            ValueType.USER,
            UserIntent.CREATED,
            new UserRecord()
                .setUserKey(4L)
                .setUsername("x")
                .setName(SECRET)
                .setEmail(SECRET)
                .setPassword(SECRET)));
  }

  private static JobRecord job() {
    return new JobRecord()
        .setType("countersign.export")
        .setWorker("app-1")
        .setRetries(2)
        .setElementInstanceKey(INSTANCE + 9)
        .setProcessInstanceKey(INSTANCE)
        .setErrorMessage("cannot mail " + SECRET)
        .setErrorCode(text("no mail for " + SECRET))
        .setCustomHeaders(variables("{\"to\":\"" + SECRET + "\"}"))
        .setVariables(variables(DOCUMENT));
  }

  static UserTaskRecord userTask() {
    return new UserTaskRecord()
        .setUserTaskKey(-1)
        .setElementId("Task_Review")
        .setElementInstanceKey(INSTANCE + 9)
        .setProcessInstanceKey(INSTANCE)
        .setAssignee("grace")
        .setCandidateGroupsList(List.of("privacy"))
        .setDueDate("2026-11-23T12:00:00Z")
        .setAction("because " + SECRET)
        .setVariables(variables(DOCUMENT));
  }

  private static IncidentRecord incident() {
    return new IncidentRecord()
        .setErrorType(ErrorType.EXTRACT_VALUE_ERROR)
        .setErrorMessage("no such path in " + SECRET)
        .setElementInstanceKey(INSTANCE + 9)
        .setProcessInstanceKey(INSTANCE);
  }

  private static MessageRecord message() {
    return new MessageRecord()
        .setName("reviewed")
        .setCorrelationKey(SECRET)
        .setMessageId(SECRET)
        .setVariables(variables(DOCUMENT))
        .setTimeToLive(10);
  }

  private static ProcessInstanceModificationRecord modification() {
    return new ProcessInstanceModificationRecord()
        .setProcessInstanceKey(INSTANCE)
        .addActivateInstruction(
            new ProcessInstanceModificationActivateInstruction()
                .setElementId("Task_Export")
                .setAncestorScopeKey(INSTANCE)
                .addVariableInstruction(
                    new ProcessInstanceModificationVariableInstruction()
                        .setElementId("Task_Export")
                        .setVariables(variables(DOCUMENT))));
  }

  private static DecisionEvaluationRecord decision() {
    var record =
        new DecisionEvaluationRecord()
            .setDecisionId("action-policy")
            .setDecisionName("Action policy")
            .setDecisionKey(31)
            .setDecisionVersion(2)
            .setDecisionRequirementsId("policies")
            .setDecisionRequirementsKey(30)
            .setBpmnProcessId("export-dataset")
            .setProcessDefinitionKey(77)
            .setElementId("Task_Decide")
            .setElementInstanceKey(INSTANCE + 9)
            .setDecisionOutput(variables(DOCUMENT))
            .setVariables(variables(DOCUMENT))
            .setEvaluationFailureMessage("cannot compare " + SECRET)
            .setProcessInstanceKey(INSTANCE);
    var evaluated = record.evaluatedDecisions().add();
    evaluated
        .setDecisionId("action-policy")
        .setDecisionName("Action policy")
        .setDecisionKey(31)
        .setDecisionVersion(2)
        .setDecisionType("DECISION_TABLE")
        .setDecisionOutput(variables(DOCUMENT));
    evaluated
        .evaluatedInputs()
        .add()
        .setInputId("i1")
        .setInputName("target")
        .setInputValue(variables("\"" + SECRET + "\""));
    var rule = evaluated.matchedRules().add();
    rule.setRuleId("r7").setRuleIndex(7);
    rule.evaluatedOutputs()
        .add()
        .setOutputId("o1")
        .setOutputName("ruling")
        .setOutputValue(variables("\"" + SECRET + "\""));
    return record;
  }

  private static ErrorRecord error() {
    var record = new ErrorRecord();
    record.initErrorRecord(new IllegalStateException("lost " + SECRET), 12);
    record.setProcessInstanceKey(INSTANCE);
    return record;
  }
}
