package io.countersign.api.internal;

import io.countersign.access.Allowed;
import io.countersign.access.Caller;
import io.countersign.api.internal.Problems.Rejected;
import io.countersign.evidence.ActionRecord;
import io.countersign.evidence.Narrative;
import io.countersign.evidence.Narrator;
import io.countersign.identity.Role;
import io.countersign.sight.Sight;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is on record about an action or a release, as data and in plain English. */
@RestController
@RequestMapping("/api/v1/records")
class RecordController {

  private final Narrator narrator;
  private final Sight sight;

  RecordController(Narrator narrator, Sight sight) {
    this.narrator = narrator;
    this.sight = sight;
  }

  @Allowed({Role.REQUESTER, Role.REVIEWER, Role.AUDITOR, Role.OPERATOR})
  @GetMapping("/{id}")
  Map<String, Object> get(
      @PathVariable UUID id, @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    ActionRecord record =
        (sight.knowsOf(caller, id) ? narrator.record(id) : Optional.<ActionRecord>empty())
            .orElseThrow(() -> Rejected.notFound("sealed action", id));
    Narrative narrative = narrator.tell(record);
    return Map.of(
        "record", record.content(),
        "recordDigest", record.digest(),
        "narrative", narrative.content(),
        "narrativeDigest", narrative.digest());
  }
}
