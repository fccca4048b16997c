package io.countersign.history;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the engine says happened. Lags behind the engine by its exporter's batch, so an absent
 * record may still be on its way.
 *
 * <p>Callers rely on keys, kinds and order alone. A source that reads the engine's query API
 * instead of its log numbers what it reads in the order in which it reads it, under the partition
 * that the keys name; where it cannot tell whether something is missing, it says so as a gap at the
 * end of each partition rather than by silence.
 */
public interface ProcessHistory {

  /** The key of the user task that an element instance created. */
  OptionalLong userTaskKey(long elementInstanceKey);

  /** How the user task of an element instance was completed, once it was. */
  Optional<TaskCompletion> completion(long elementInstanceKey);

  /** Whether a completion was made with this value of this variable. */
  boolean completedWith(TaskCompletion completion, String variable, String value);

  /** Whether the completion of a job has arrived. */
  default boolean hasCompletedJob(long jobKey, long processInstanceKey) {
    return ofInstance(processInstanceKey).stream()
        .anyMatch(
            record ->
                record.key() == jobKey
                    && record.valueType().equals("JOB")
                    && record.intent().equals("COMPLETED"));
  }

  /** Everything about an instance and the instances that it called, in order. */
  List<HistoryRecord> ofInstance(long processInstanceKey);

  /** The partitions that there are records of. */
  List<Integer> partitions();

  /** The records of a partition behind a position, in order. */
  List<HistoryRecord> after(int partition, long position, int limit);

  /** The process instance that a key stands for: its own, or that of an element instance in it. */
  Optional<ProcessScope> scopeOf(long key);

  /** Where stored records do not follow one another. */
  List<HistoryGap> gapList();

  /** Places where stored records do not follow one another; 0 when history is complete. */
  long gaps();

  /** Stored records in all. */
  long size();
}
