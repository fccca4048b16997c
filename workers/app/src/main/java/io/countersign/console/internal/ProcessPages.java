package io.countersign.console.internal;

import io.countersign.history.HistoryRecord;
import io.countersign.policy.Pins;
import io.countersign.spi.review.Visible;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What the engine says happened in a process, drawn into its diagram and listed. */
@Component
class ProcessPages {

  private final Pins pins;

  ProcessPages(Pins pins) {
    this.pins = pins;
  }

  /**
   * A process that took part.
   *
   * @param diagram as it is in force now; empty where it no longer is
   * @param steps in the order in which they began
   */
  record Part(String process, Optional<Diagram> diagram, List<StepView> steps) {}

  /**
   * A step.
   *
   * @param name as the diagram has it
   * @param took how long, in words
   * @param retries how often its job failed and was tried again
   * @param who completed it, where a person did
   */
  record StepView(
      String name,
      String element,
      String type,
      Moment began,
      String took,
      long retries,
      String who) {}

  /** What is gathered about an element instance. */
  private static final class Step {
    private final HistoryRecord first;
    private Optional<Instant> ended = Optional.empty();
    private String state = "active";
    private long retries;
    private String who = "";

    Step(HistoryRecord first) {
      this.first = first;
    }
  }

  List<Part> of(List<HistoryRecord> records) {
    Map<String, Map<String, Step>> processes = new LinkedHashMap<>();
    Map<String, Set<String>> taken = new HashMap<>();
    for (HistoryRecord record : records) {
      if (record.recordType().equals("EVENT") && record.processId().isPresent()) {
        note(
            record,
            processes.computeIfAbsent(record.processId().get(), any -> new LinkedHashMap<>()),
            taken.computeIfAbsent(record.processId().get(), any -> new HashSet<>()));
      }
    }
    List<Part> parts = new ArrayList<>();
    processes.forEach(
        (process, steps) -> parts.add(part(process, steps, taken.getOrDefault(process, Set.of()))));
    return parts;
  }

  private static void note(HistoryRecord record, Map<String, Step> steps, Set<String> taken) {
    switch (record.valueType()) {
      case "PROCESS_INSTANCE" -> element(record, steps, taken);
      case "JOB" -> {
        if (record.intent().equals("FAILED")) {
          step(record.elementInstanceKey(), steps).ifPresent(step -> step.retries++);
        }
      }
      case "USER_TASK" -> {
        if (record.intent().equals("COMPLETED")) {
          step(record.elementInstanceKey(), steps)
              .ifPresent(step -> step.who = record.assignee().map(Visible::line).orElse("nobody"));
        }
      }
      default -> {}
    }
  }

  private static Optional<Step> step(long key, Map<String, Step> steps) {
    return Optional.ofNullable(steps.get(Long.toString(key)));
  }

  private static void element(HistoryRecord record, Map<String, Step> steps, Set<String> taken) {
    String key = Long.toString(record.key());
    switch (record.intent()) {
      case "SEQUENCE_FLOW_TAKEN" -> record.elementId().ifPresent(taken::add);
      case "ELEMENT_ACTIVATING", "ELEMENT_ACTIVATED" -> {
        if (!record.elementType().equals(Optional.of("PROCESS"))) {
          steps.putIfAbsent(key, new Step(record));
        }
      }
      case "ELEMENT_COMPLETED", "ELEMENT_TERMINATED" ->
          step(record.key(), steps)
              .ifPresent(
                  step -> {
                    step.ended = Optional.of(record.at());
                    step.state = record.intent().equals("ELEMENT_COMPLETED") ? "done" : "ended";
                  });
      default -> {}
    }
  }

  private Part part(String process, Map<String, Step> steps, Set<String> taken) {
    Map<String, String> states = new HashMap<>();
    steps
        .values()
        .forEach(step -> step.first.elementId().ifPresent(id -> states.put(id, step.state)));
    Optional<Diagram> diagram =
        pins.process(process).map(pin -> Diagram.of(pin.resource().model().text(), states, taken));
    Map<String, String> names = diagram.map(Diagram::names).orElse(Map.of());
    return new Part(
        Visible.line(process),
        diagram,
        steps.values().stream().map(step -> view(step, names)).toList());
  }

  private static StepView view(Step step, Map<String, String> names) {
    String id = step.first.elementId().orElse("");
    return new StepView(
        names.getOrDefault(id, Visible.line(id)),
        Visible.line(id),
        step.first.elementType().orElse("").toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
        Moment.of(step.first.at()),
        step.ended
            .map(end -> took(Duration.between(step.first.at(), end)) + stopped(step))
            .orElse("still there"),
        step.retries,
        step.who);
  }

  private static String took(Duration length) {
    return length.toSeconds() < 1 ? length.toMillis() + " ms" : Moment.length(length);
  }

  private static String stopped(Step step) {
    return step.state.equals("ended") ? ", interrupted" : "";
  }
}
