package io.countersign.api.internal;

import io.countersign.api.internal.Problems.Rejected;
import io.countersign.evidence.ActionRecord;
import io.countersign.evidence.Narrative;
import io.countersign.evidence.Narrator;
import java.util.Map;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is on record about an action or a release, as data and in plain English. */
@RestController
@RequestMapping("/api/v1/records")
class RecordController {

  private final Narrator narrator;

  RecordController(Narrator narrator) {
    this.narrator = narrator;
  }

  @GetMapping("/{id}")
  Map<String, Object> get(@PathVariable UUID id) {
    ActionRecord record =
        narrator.record(id).orElseThrow(() -> Rejected.notFound("sealed action", id));
    Narrative narrative = narrator.tell(record);
    return Map.of(
        "record", record.content(),
        "recordDigest", record.digest(),
        "narrative", narrative.content(),
        "narrativeDigest", narrative.digest());
  }
}
