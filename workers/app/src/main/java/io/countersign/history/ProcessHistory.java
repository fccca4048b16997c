package io.countersign.history;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the engine says happened. Lags behind the engine by its exporter's batch, so an absent
 * record may still be on its way.
 */
public interface ProcessHistory {

  /** The key of the user task that an element instance created. */
  OptionalLong userTaskKey(long elementInstanceKey);

  /** How the user task of an element instance was completed, once it was. */
  Optional<TaskCompletion> completion(long elementInstanceKey);

  /** Whether a completion was made with this value of this variable. */
  boolean completedWith(TaskCompletion completion, String variable, String value);

  /** Everything about an instance and the instances that it called, in order. */
  List<HistoryRecord> ofInstance(long processInstanceKey);

  /** Places where stored records do not follow one another; 0 when history is complete. */
  long gaps();

  /** Stored records in all. */
  long size();
}
