package io.countersign.record.internal;

import io.countersign.history.HistoryGap;
import io.countersign.history.HistoryRecord;
import io.countersign.history.ProcessHistory;
import io.countersign.history.ProcessScope;
import io.countersign.history.TaskCompletion;
import io.countersign.testing.Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Process history that a test writes itself. */
final class ScriptedHistory implements ProcessHistory {

  private final List<HistoryRecord> records = new ArrayList<>();
  private final List<HistoryGap> gaps = new ArrayList<>();

  /** Adds a record; answers its position. */
  long add(
      String valueType,
      String intent,
      String recordType,
      String process,
      long key,
      long elementInstance,
      Optional<String> assignee) {
    long position = records.size() + 1L;
    records.add(
        new HistoryRecord(
            1,
            position,
            Requests.NOW.minusSeconds(3_600),
            valueType,
            intent,
            recordType,
            Optional.of(process).filter(id -> !id.isEmpty()),
            Optional.empty(),
            Optional.empty(),
            77,
            key,
            elementInstance,
            assignee,
            Optional.empty(),
            Optional.empty()));
    return position;
  }

  void gap(HistoryGap gap) {
    gaps.add(gap);
  }

  @Override
  public List<Integer> partitions() {
    return List.of(1);
  }

  @Override
  public List<HistoryRecord> after(int partition, long position, int limit) {
    return records.stream().filter(record -> record.position() > position).limit(limit).toList();
  }

  @Override
  public Optional<ProcessScope> scopeOf(long key) {
    return key == 77 ? Optional.of(new ProcessScope("review-action", 77, 70)) : Optional.empty();
  }

  @Override
  public List<HistoryGap> gapList() {
    return List.copyOf(gaps);
  }

  @Override
  public long gaps() {
    return gaps.size();
  }

  @Override
  public long size() {
    return records.size();
  }

  @Override
  public OptionalLong userTaskKey(long elementInstanceKey) {
    return OptionalLong.empty();
  }

  @Override
  public Optional<TaskCompletion> completion(long elementInstanceKey) {
    return Optional.empty();
  }

  @Override
  public boolean completedWith(TaskCompletion completion, String variable, String value) {
    return false;
  }

  @Override
  public List<HistoryRecord> ofInstance(long processInstanceKey) {
    return List.of();
  }
}
