package io.countersign.record.internal;

import io.countersign.bpmn.Model;
import io.countersign.bpmn.Models;
import io.countersign.history.HistoryRecord;
import io.countersign.history.ProcessHistory;
import io.countersign.history.ProcessScope;
import io.countersign.policy.Pins;
import io.countersign.record.FindingCode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Looks for what was done to our processes by others than the application, record by record. */
@Component
class HistoryWatch implements Check {

  private static final int PAGE = 2_000;

  /** Between a deployment by us and its note in the database. */
  private static final Duration SETTLES_WITHIN = Duration.ofSeconds(30);

  /** Our processes and decisions, and the files that they are deployed from. */
  private static final Map<String, String> OURS = files(Model.Kind.PROCESS);

  private static final Map<String, String> OUR_DECISIONS = files(Model.Kind.DECISION);

  private final ProcessHistory history;
  private final TaskWatch tasks;
  private final Pins pins;
  private final InstanceActions instances;
  private final Cursors cursors;
  private final Clock clock;

  HistoryWatch(
      ProcessHistory history,
      TaskWatch tasks,
      Pins pins,
      InstanceActions instances,
      Cursors cursors,
      Clock clock) {
    this.history = history;
    this.tasks = tasks;
    this.pins = pins;
    this.instances = instances;
    this.cursors = cursors;
    this.clock = clock;
  }

  private static Map<String, String> files(Model.Kind kind) {
    return Models.all().stream()
        .filter(model -> model.kind() == kind)
        .collect(Collectors.toUnmodifiableMap(Model::id, Model::fileName));
  }

  @Override
  public List<Observation> look() {
    List<Observation> seen = new ArrayList<>();
    for (int partition : history.partitions()) {
      String name = "history:" + partition;
      List<HistoryRecord> page;
      do {
        page = history.after(partition, cursors.get(name), PAGE);
        Optional<Long> last = Optional.empty();
        for (HistoryRecord record : page) {
          if (mayStillSettle(record)) {
            break;
          }
          observe(record).ifPresent(seen::add);
          last = Optional.of(record.position());
        }
        last.ifPresent(position -> cursors.set(name, position));
        if (last.isEmpty()) {
          break;
        }
      } while (page.size() == PAGE);
    }
    return seen;
  }

  /** A model that was just deployed may be ours without being noted yet. */
  private boolean mayStillSettle(HistoryRecord record) {
    return (record.valueType().equals("PROCESS") || record.valueType().equals("DECISION"))
        && record.at().isAfter(clock.instant().minus(SETTLES_WITHIN));
  }

  private Optional<Observation> observe(HistoryRecord record) {
    boolean event = record.recordType().equals("EVENT");
    return switch (record.valueType()) {
      case "PROCESS_INSTANCE_MODIFICATION" ->
          onOurs(event, record, FindingCode.INSTANCE_MODIFIED, "Somebody modified");
      case "PROCESS_INSTANCE_MIGRATION" ->
          onOurs(event, record, FindingCode.INSTANCE_MIGRATED, "Somebody migrated");
      case "VARIABLE_DOCUMENT" ->
          onOurs(
              event,
              record,
              FindingCode.VARIABLES_SET_FROM_OUTSIDE,
              "Somebody set variables from outside in");
      case "PROCESS_INSTANCE" ->
          onOurs(
              record.intent().equals("CANCEL") && record.recordType().equals("COMMAND"),
              record,
              FindingCode.INSTANCE_CANCELLED,
              "Somebody cancelled");
      case "USER_TASK" ->
          event && record.intent().equals("COMPLETED") ? tasks.observe(record) : Optional.empty();
      case "PROCESS" ->
          event && record.intent().equals("CREATED") ? model(record, OURS) : Optional.empty();
      case "DECISION" ->
          event && record.intent().equals("CREATED")
              ? model(record, OUR_DECISIONS)
              : Optional.empty();
      case "RESOURCE_DELETION" ->
          event && record.intent().equals("DELETED")
              ? Optional.of(
                  of(
                      record,
                      FindingCode.MODEL_DELETED,
                      "Somebody deleted a model from the engine."))
              : Optional.empty();
      case "CLOCK" ->
          event
              ? Optional.of(
                  of(record, FindingCode.ENGINE_CLOCK_CHANGED, "Somebody set the engine's clock."))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private Optional<Observation> onOurs(
      boolean applies, HistoryRecord record, FindingCode code, String what) {
    if (!applies) {
      return Optional.empty();
    }
    long scope =
        record.processInstanceKey() > 0 ? record.processInstanceKey() : record.elementInstanceKey();
    long key = scope > 0 ? scope : record.key();
    return history
        .scopeOf(key)
        .or(() -> record.processId().map(id -> new ProcessScope(id, key, key)))
        .filter(found -> OURS.containsKey(found.processId()))
        .map(found -> observation(record, code, what, found));
  }

  private Observation observation(
      HistoryRecord record, FindingCode code, String what, ProcessScope found) {
    Observation seen =
        of(
            record,
            found.instanceKey(),
            code,
            "%s process instance %d of %s at %s."
                .formatted(what, found.instanceKey(), found.processId(), record.at()));
    return instances.actionOf(found.rootKey()).map(seen::about).orElse(seen);
  }

  private Optional<Observation> model(HistoryRecord record, Map<String, String> ours) {
    String id = record.processId().orElse("");
    Optional<String> file = Optional.ofNullable(ours.get(id));
    if (file.isEmpty() || pins.deployedByUs(file.get(), record.key())) {
      return Optional.empty();
    }
    return Optional.of(
        of(
            record,
            FindingCode.MODEL_REPLACED,
            "Somebody deployed another version of %s (key %d) at %s."
                .formatted(id, record.key(), record.at())));
  }

  /** An observation about one record of the engine. */
  static Observation of(HistoryRecord record, FindingCode code, String sentence) {
    return of(record, record.processInstanceKey(), code, sentence);
  }

  private static Observation of(
      HistoryRecord record, long instanceKey, FindingCode code, String sentence) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("partition", record.partition());
    detail.put("position", record.position());
    detail.put("valueType", record.valueType());
    detail.put("intent", record.intent());
    detail.put("at", record.at().toString());
    detail.put("processInstanceKey", Long.toString(instanceKey));
    return new Observation(
        code, "history:%d:%d".formatted(record.partition(), record.position()), sentence, detail);
  }
}
