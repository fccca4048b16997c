package io.countersign.console;

import io.countersign.history.HistoryRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A history, one record a second later than the one before. */
final class Story {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final List<HistoryRecord> records = new CopyOnWriteArrayList<>();
  private final long instance;

  Story(long instance) {
    this.instance = instance;
  }

  List<HistoryRecord> records() {
    return records;
  }

  void begins(String process, String element, String type, long key) {
    add(process, "PROCESS_INSTANCE", "ELEMENT_ACTIVATED", element, type, key, 0, Optional.empty());
  }

  void ends(String process, String element, String type, long key) {
    add(process, "PROCESS_INSTANCE", "ELEMENT_COMPLETED", element, type, key, 0, Optional.empty());
  }

  void flows(String process, String flow) {
    add(
        process,
        "PROCESS_INSTANCE",
        "SEQUENCE_FLOW_TAKEN",
        flow,
        "SEQUENCE_FLOW",
        0,
        0,
        Optional.empty());
  }

  void note(
      String process,
      String valueType,
      String intent,
      String element,
      long key,
      long elementInstance,
      Optional<String> who) {
    add(process, valueType, intent, element, "", key, elementInstance, who);
  }

  private void add(
      String process,
      String valueType,
      String intent,
      String element,
      String type,
      long key,
      long elementInstance,
      Optional<String> who) {
    records.add(
        new HistoryRecord(
            1,
            records.size(),
            NOON.plusSeconds(records.size()),
            valueType,
            intent,
            "EVENT",
            Optional.of(process),
            Optional.of(element),
            Optional.of(type),
            instance,
            key,
            elementInstance,
            who,
            Optional.empty(),
            Optional.empty()));
  }
}
