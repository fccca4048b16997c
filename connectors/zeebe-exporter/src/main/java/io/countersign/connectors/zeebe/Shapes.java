package io.countersign.connectors.zeebe;

import static io.countersign.connectors.zeebe.Rule.CODE;
import static io.countersign.connectors.zeebe.Rule.DIGEST;
import static io.countersign.connectors.zeebe.Rule.DIGEST_EACH;
import static io.countersign.connectors.zeebe.Rule.DIGEST_OF_JSON_TEXT;
import static io.countersign.connectors.zeebe.Rule.SHA256;
import static io.countersign.connectors.zeebe.Rule.each;
import static io.countersign.connectors.zeebe.Rule.keep;

import io.countersign.connectors.zeebe.Rule.Shape;
import java.util.Map;

/**
 * The complete list of what history keeps of each kind of record.
 *
 * <p>Keyed by the name of the value type, not by the constant, so that kinds which only newer
 * engines know can be listed too. Free text (error messages, denial reasons, stack traces) appears
 * nowhere: it may quote data.
 */
final class Shapes {

  /** For kinds that nobody listed: keys and identifiers of models. */
  static final Shape UNKNOWN =
      keep("bpmnProcessId", "elementId", "tenantId", "version", "decisionId", "formId");

  private static final Shape OF_ELEMENT = keep("bpmnProcessId", "elementId", "tenantId");

  private static final Shape MODEL =
      keep("bpmnProcessId", "version", "versionTag", "resourceName", "checksum", "duplicate")
          .with(Rule.KEEP, "deploymentKey", "tenantId", "formId", "resourceId")
          .with(Rule.KEEP, "decisionId", "decisionName", "decisionRequirementsId")
          .with(Rule.KEEP, "decisionRequirementsName", "decisionRequirementsVersion", "namespace")
          .with(SHA256, "resource");

  private static final Shape EVALUATED_DECISION =
      keep("decisionId", "decisionName", "decisionVersion", "decisionType", "tenantId")
          .with(DIGEST_OF_JSON_TEXT, "decisionOutput")
          .with(
              each(keep("inputId", "inputName").with(DIGEST_OF_JSON_TEXT, "inputValue")),
              "evaluatedInputs")
          .with(
              each(
                  keep("ruleId", "ruleIndex")
                      .with(
                          each(
                              keep("outputId", "outputName")
                                  .with(DIGEST_OF_JSON_TEXT, "outputValue")),
                          "evaluatedOutputs")),
              "matchedRules");

  private static final Shape JOB_RESULT =
      keep("denied", "correctedAttributes", "type", "isCompletionConditionFulfilled")
          .with(keep("assignee", "candidateGroupsList", "candidateUsersList"), "corrections");

  private static final Map<String, Shape> SHAPES =
      Map.ofEntries(
          Map.entry(
              "PROCESS_INSTANCE",
              OF_ELEMENT.with(Rule.KEEP, "version", "bpmnElementType", "bpmnEventType")),
          Map.entry(
              "PROCESS_INSTANCE_CREATION",
              OF_ELEMENT
                  .with(Rule.KEEP, "version")
                  .with(DIGEST_EACH, "variables")
                  .with(each(keep("elementId")), "startInstructions")),
          Map.entry("PROCESS_INSTANCE_MODIFICATION", modification()),
          Map.entry(
              "PROCESS_INSTANCE_MIGRATION",
              keep("tenantId", "bpmnProcessId")
                  .with(each(keep("sourceElementId", "targetElementId")), "mappingInstructions")),
          Map.entry(
              "USER_TASK",
              OF_ELEMENT
                  .with(Rule.KEEP, "assignee", "candidateGroupsList", "candidateUsersList")
                  .with(Rule.KEEP, "dueDate", "followUpDate", "changedAttributes", "priority")
                  .with(Rule.KEEP, "externalFormReference", "customHeaders", "creationTimestamp")
                  .with(Rule.KEEP, "processDefinitionVersion", "tags")
                  .with(CODE, "action")
                  .with(DIGEST_EACH, "variables")),
          Map.entry(
              "JOB",
              OF_ELEMENT
                  .with(Rule.KEEP, "type", "worker", "retries", "retryBackoff", "deadline")
                  .with(Rule.KEEP, "processDefinitionVersion", "jobKind", "changedAttributes")
                  .with(Rule.KEEP, "jobListenerEventType", "tags")
                  .with(JOB_RESULT, "result")
                  .with(CODE, "errorCode")
                  .with(DIGEST_EACH, "variables")),
          Map.entry(
              "VARIABLE",
              keep("bpmnProcessId", "tenantId", "name").with(DIGEST_OF_JSON_TEXT, "value")),
          Map.entry(
              "VARIABLE_DOCUMENT",
              keep("bpmnProcessId", "tenantId", "updateSemantics").with(DIGEST_EACH, "variables")),
          Map.entry(
              "INCIDENT",
              OF_ELEMENT.with(
                  Rule.KEEP,
                  "errorType",
                  "elementInstancePath",
                  "processDefinitionPath",
                  "callingElementPath")),
          Map.entry("DECISION_EVALUATION", decisionEvaluation()),
          Map.entry(
              "TIMER",
              keep("bpmnProcessId", "tenantId", "dueDate", "repetitions", "targetElementId")),
          Map.entry(
              "ESCALATION",
              keep("bpmnProcessId", "tenantId", "throwElementId", "catchElementId")
                  .with(CODE, "escalationCode")),
          Map.entry("ERROR", keep("errorEventPosition")),
          Map.entry(
              "MESSAGE",
              keep("name", "tenantId", "timeToLive", "deadline")
                  .with(DIGEST, "correlationKey", "messageId")
                  .with(DIGEST_EACH, "variables")),
          Map.entry("SIGNAL", keep("signalName", "tenantId").with(DIGEST_EACH, "variables")),
          Map.entry("PROCESS", MODEL),
          Map.entry("FORM", MODEL),
          Map.entry("DECISION", MODEL),
          Map.entry("DECISION_REQUIREMENTS", MODEL),
          Map.entry("RESOURCE", MODEL),
          Map.entry("DEPLOYMENT", deployment()),
          Map.entry("RESOURCE_DELETION", keep("tenantId", "resourceType", "resourceId")),
          Map.entry("CLOCK", keep("time")),
          Map.entry(
              "AUTHORIZATION",
              keep("action", "ownerType", "ownerId", "resourceType", "resourceId")
                  .with(Rule.KEEP, "permissionTypes", "resourceMatcher", "resourcePropertyName")
                  .with(each(keep("permissionType", "resourceIds", "type")), "permissions")));

  private Shapes() {}

  static Shape of(String valueType) {
    return SHAPES.getOrDefault(valueType, UNKNOWN);
  }

  private static Shape modification() {
    Shape variables = keep("elementId").with(DIGEST_EACH, "variables");
    return keep("tenantId", "bpmnProcessId", "ancestorScopeKeys")
        .with(each(keep("elementId")), "terminateInstructions", "moveInstructions")
        .with(
            each(
                keep("elementId", "ancestorScopeKeys")
                    .with(each(variables), "variableInstructions")),
            "activateInstructions");
  }

  private static Shape decisionEvaluation() {
    return OF_ELEMENT
        .with(Rule.KEEP, "decisionId", "decisionName", "decisionVersion", "failedDecisionId")
        .with(Rule.KEEP, "decisionRequirementsId")
        .with(DIGEST_OF_JSON_TEXT, "decisionOutput")
        .with(DIGEST_EACH, "variables")
        .with(each(EVALUATED_DECISION), "evaluatedDecisions");
  }

  private static Shape deployment() {
    return keep("tenantId", "deploymentKey")
        .with(each(keep("resourceName").with(SHA256, "resource")), "resources")
        .with(each(MODEL), "processesMetadata", "decisionsMetadata", "formMetadata")
        .with(each(MODEL), "decisionRequirementsMetadata", "resourceMetadata");
  }
}
