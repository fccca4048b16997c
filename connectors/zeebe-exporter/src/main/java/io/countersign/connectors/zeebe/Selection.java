package io.countersign.connectors.zeebe;

import io.camunda.zeebe.exporter.api.context.Context;
import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.RecordType;
import io.camunda.zeebe.protocol.record.ValueType;
import java.util.Map;
import java.util.Set;

/**
 * Decides which records are history.
 *
 * <p>Works by name and by exclusion: a kind of record or an intent that only a newer engine knows
 * is kept. Commands, and their rejections, are kept where they show who tried what.
 */
final class Selection implements Context.RecordFilter {

  /** The engine's internal bookkeeping; what it leads to appears in other records. */
  private static final Set<String> INTERNAL =
      Set.of(
          "JOB_BATCH",
          "MESSAGE_SUBSCRIPTION",
          "PROCESS_MESSAGE_SUBSCRIPTION",
          "MESSAGE_START_EVENT_SUBSCRIPTION",
          "MESSAGE_BATCH",
          "MESSAGE_CORRELATION",
          "PROCESS_INSTANCE_RESULT",
          "PROCESS_INSTANCE_BATCH",
          "PROCESS_EVENT",
          "DEPLOYMENT_DISTRIBUTION",
          "COMMAND_DISTRIBUTION",
          "SIGNAL_SUBSCRIPTION",
          "COMPENSATION_SUBSCRIPTION",
          "CHECKPOINT",
          "REDISTRIBUTION",
          "SCALE",
          "ASYNC_REQUEST",
          "USAGE_METRIC",
          "MULTI_INSTANCE",
          "RUNTIME_INSTRUCTION",
          "SBE_UNKNOWN",
          "NULL_VAL");

  /** Steps between two states of an element, or of a job, that nobody waits in. */
  private static final Map<String, Set<String>> TRANSIENT_EVENTS =
      Map.of(
          "PROCESS_INSTANCE",
          Set.of("ELEMENT_ACTIVATING", "ELEMENT_COMPLETING", "ELEMENT_TERMINATING"),
          "JOB",
          Set.of("RECURRED_AFTER_BACKOFF", "TIMEOUT_UPDATED", "YIELDED"));

  private static final Set<String> COMMANDS =
      Set.of(
          "USER_TASK",
          "PROCESS_INSTANCE_MODIFICATION",
          "PROCESS_INSTANCE_MIGRATION",
          "VARIABLE_DOCUMENT",
          "RESOURCE_DELETION",
          "DEPLOYMENT",
          "AUTHORIZATION",
          "CLOCK");

  private static final Map<String, Set<String>> COMMANDS_BY_INTENT =
      Map.of("PROCESS_INSTANCE", Set.of("CANCEL"), "INCIDENT", Set.of("RESOLVE"));

  @Override
  public boolean acceptType(RecordType type) {
    return type == RecordType.EVENT
        || type == RecordType.COMMAND
        || type == RecordType.COMMAND_REJECTION;
  }

  @Override
  public boolean acceptValue(ValueType type) {
    return !INTERNAL.contains(type.name());
  }

  boolean accepts(Record<?> record) {
    String valueType = record.getValueType().name();
    if (INTERNAL.contains(valueType) || !acceptType(record.getRecordType())) {
      return false;
    }
    String intent = record.getIntent().name();
    if (record.getRecordType() == RecordType.EVENT) {
      return !TRANSIENT_EVENTS.getOrDefault(valueType, Set.of()).contains(intent);
    }
    return COMMANDS.contains(valueType)
        || COMMANDS_BY_INTENT.getOrDefault(valueType, Set.of()).contains(intent)
        || ("PROCESS_INSTANCE_CREATION".equals(valueType) && Actor.of(record) != Actor.UNKNOWN);
  }
}
