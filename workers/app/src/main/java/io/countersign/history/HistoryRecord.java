package io.countersign.history;

import java.time.Instant;
import java.util.Optional;

/**
 * One record of the engine's log, as history keeps it: no variable values, only names and digests.
 *
 * @param partition the engine's partition
 * @param position orders the records of a partition: greater is later; need not be dense
 * @param at when the engine wrote it
 * @param valueType for example {@code PROCESS_INSTANCE}, {@code USER_TASK}
 * @param intent for example {@code ELEMENT_COMPLETED}
 * @param recordType {@code EVENT}, {@code COMMAND} or {@code COMMAND_REJECTION}
 * @param processId id of the process model; of the decision, where a decision was deployed
 * @param elementId id of the element
 * @param elementType for example {@code SERVICE_TASK}
 * @param processInstanceKey the instance
 * @param key the record's own key: of a model, a task, an element
 * @param elementInstanceKey the element instance; of variables, their scope; 0 where there is none
 * @param assignee who a user task is assigned to
 * @param jobType of a job
 * @param errorCode of a job that ended in a BPMN error
 */
public record HistoryRecord(
    int partition,
    long position,
    Instant at,
    String valueType,
    String intent,
    String recordType,
    Optional<String> processId,
    Optional<String> elementId,
    Optional<String> elementType,
    long processInstanceKey,
    long key,
    long elementInstanceKey,
    Optional<String> assignee,
    Optional<String> jobType,
    Optional<String> errorCode) {}
