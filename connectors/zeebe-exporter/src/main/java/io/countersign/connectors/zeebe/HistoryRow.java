package io.countersign.connectors.zeebe;

import org.jspecify.annotations.Nullable;

/**
 * One record of the engine's log as it is stored: coordinates, columns for questions that are often
 * asked, and the rest of what may be kept as JSON.
 *
 * @param previousPosition position of the row of the same partition that was stored before this
 *     one; null if the exporter does not know
 * @param timestamp milliseconds since 1970, as the engine recorded it
 * @param payload JSON object without any variable value
 */
record HistoryRow(
    int partitionId,
    long position,
    @Nullable Long previousPosition,
    String valueType,
    String intent,
    String recordType,
    @Nullable String rejectionType,
    @Nullable Long key,
    long timestamp,
    @Nullable Long sourcePosition,
    String brokerVersion,
    Columns columns,
    String payload) {

  /** What a record says about itself beyond its coordinates; every part may be absent. */
  record Columns(
      @Nullable String bpmnProcessId,
      @Nullable Integer processVersion,
      @Nullable Long processInstanceKey,
      @Nullable Long parentProcessInstanceKey,
      @Nullable Long processDefinitionKey,
      @Nullable String elementId,
      @Nullable String elementType,
      @Nullable Long elementInstanceKey,
      @Nullable Long flowScopeKey,
      @Nullable Long userTaskKey,
      @Nullable String assignee,
      @Nullable String action,
      @Nullable String actor,
      @Nullable String actorKind,
      @Nullable String name,
      @Nullable String digest,
      @Nullable String jobType,
      @Nullable String errorType,
      @Nullable String errorCode) {

    static final Columns NONE =
        new Columns(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null,
            null, null, null, null, null);
  }

  /** The same row without anything but its coordinates, for a database that refuses the rest. */
  HistoryRow bare(String reasonToken) {
    return new HistoryRow(
        partitionId,
        position,
        previousPosition,
        valueType,
        intent,
        recordType,
        rejectionType,
        key,
        timestamp,
        sourcePosition,
        brokerVersion,
        Columns.NONE,
        "{\"unstorable\":\"" + reasonToken + "\"}");
  }
}
