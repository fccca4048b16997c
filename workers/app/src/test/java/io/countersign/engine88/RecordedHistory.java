package io.countersign.engine88;

import io.camunda.zeebe.process.test.engine.Engine88;
import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.intent.UserTaskIntent;
import io.camunda.zeebe.protocol.record.value.UserTaskRecordValue;
import io.countersign.history.HistoryGap;
import io.countersign.history.HistoryRecord;
import io.countersign.history.ProcessHistory;
import io.countersign.history.ProcessScope;
import io.countersign.history.TaskCompletion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Process history straight from the engine's records, where no exporter runs. */
final class RecordedHistory implements ProcessHistory {

  private final Engine88 engine;

  RecordedHistory(Engine88 engine) {
    this.engine = engine;
  }

  /** What the engine wrote about user tasks, commands and events alike. */
  Stream<Record<UserTaskRecordValue>> userTasks() {
    return engine.records().flatMap(RecordedHistory::userTask);
  }

  @SuppressWarnings("unchecked")
  private static Stream<Record<UserTaskRecordValue>> userTask(Record<?> written) {
    return written.getValue() instanceof UserTaskRecordValue
        ? Stream.of((Record<UserTaskRecordValue>) written)
        : Stream.of();
  }

  @Override
  public OptionalLong userTaskKey(long elementInstanceKey) {
    return userTasks()
        .filter(task -> task.getIntent() == UserTaskIntent.CREATED)
        .filter(task -> task.getValue().getElementInstanceKey() == elementInstanceKey)
        .mapToLong(Record::getKey)
        .findFirst();
  }

  @Override
  public Optional<TaskCompletion> completion(long elementInstanceKey) {
    return userTasks()
        .filter(task -> task.getIntent() == UserTaskIntent.COMPLETED)
        .filter(task -> task.getValue().getElementInstanceKey() == elementInstanceKey)
        .findFirst()
        .map(RecordedHistory::completion);
  }

  private static TaskCompletion completion(Record<UserTaskRecordValue> task) {
    return new TaskCompletion(
        task.getKey(),
        task.getValue().getProcessInstanceKey(),
        Optional.of(task.getValue().getAssignee()).filter(name -> !name.isBlank()),
        Instant.ofEpochMilli(task.getTimestamp()),
        Map.of());
  }

  @Override
  public boolean completedWith(TaskCompletion completion, String variable, String value) {
    return userTasks()
        .filter(task -> task.getIntent() == UserTaskIntent.COMPLETED)
        .filter(task -> task.getKey() == completion.userTaskKey())
        .anyMatch(task -> value.equals(task.getValue().getVariables().get(variable)));
  }

  @Override
  public List<HistoryRecord> ofInstance(long processInstanceKey) {
    throw new AssertionError("No test here reads a whole instance.");
  }

  @Override
  public List<Integer> partitions() {
    return List.of();
  }

  @Override
  public List<HistoryRecord> after(int partition, long position, int limit) {
    throw new AssertionError("There is no partition to read.");
  }

  @Override
  public Optional<ProcessScope> scopeOf(long key) {
    return Optional.empty();
  }

  @Override
  public List<HistoryGap> gapList() {
    return List.of();
  }

  @Override
  public long gaps() {
    return 0;
  }

  @Override
  public long size() {
    return engine.records().count();
  }
}
