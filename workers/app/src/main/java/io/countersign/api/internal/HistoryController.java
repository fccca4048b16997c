package io.countersign.api.internal;

import io.countersign.access.Allowed;
import io.countersign.access.Caller;
import io.countersign.api.internal.Problems.Rejected;
import io.countersign.history.HistoryRecord;
import io.countersign.history.ProcessHistory;
import io.countersign.identity.Role;
import io.countersign.releases.Release;
import io.countersign.sight.Sight;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/history")
class HistoryController {

  private final ProcessHistory history;
  private final Sight sight;

  HistoryController(ProcessHistory history, Sight sight) {
    this.history = history;
    this.sight = sight;
  }

  @Allowed({Role.AUDITOR, Role.OPERATOR})
  @GetMapping
  Map<String, Object> summary() {
    return Map.of("records", history.size(), "gaps", history.gaps());
  }

  @Allowed({Role.REQUESTER, Role.REVIEWER, Role.AUDITOR, Role.OPERATOR})
  @GetMapping("/releases/{id}")
  Map<String, Object> ofRelease(
      @PathVariable UUID id, @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    Release release = sight.release(caller, id).orElseThrow(() -> Rejected.notFound("release", id));
    List<HistoryRecord> records =
        release.processInstanceKey().isPresent()
            ? history.ofInstance(release.processInstanceKey().getAsLong())
            : List.of();
    return Map.of(
        "release", id.toString(), "items", records.stream().map(HistoryController::view).toList());
  }

  private static Map<String, Object> view(HistoryRecord record) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("partition", record.partition());
    view.put("position", record.position());
    view.put("at", record.at().toString());
    view.put("valueType", record.valueType());
    view.put("intent", record.intent());
    view.put("recordType", record.recordType());
    record.processId().ifPresent(value -> view.put("process", value));
    record.elementId().ifPresent(value -> view.put("element", value));
    record.elementType().ifPresent(value -> view.put("elementType", value));
    view.put("processInstanceKey", Long.toString(record.processInstanceKey()));
    record.assignee().ifPresent(value -> view.put("assignee", value));
    record.jobType().ifPresent(value -> view.put("jobType", value));
    record.errorCode().ifPresent(value -> view.put("errorCode", value));
    return view;
  }
}
