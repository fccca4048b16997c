package io.countersign.history;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A completed user task.
 *
 * @param userTaskKey the engine's key of the task
 * @param processInstanceKey the instance that it belongs to
 * @param assignee who it was assigned to at completion; empty when nobody had claimed it
 * @param completedAt when
 * @param variableDigests keyed digests of the variables that it was completed with, by name
 */
public record TaskCompletion(
    long userTaskKey,
    long processInstanceKey,
    Optional<String> assignee,
    Instant completedAt,
    Map<String, String> variableDigests) {

  public TaskCompletion {
    variableDigests = Map.copyOf(variableDigests);
  }
}
