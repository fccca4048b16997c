package io.countersign.record.internal;

import io.countersign.record.FindingCode;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A difference that a check sees.
 *
 * @param subject identifies it: seen again, it is the same finding
 */
record Observation(
    FindingCode code,
    String subject,
    Optional<UUID> actionId,
    String sentence,
    Map<String, Object> detail) {

  Observation(FindingCode code, String subject, String sentence, Map<String, Object> detail) {
    this(code, subject, Optional.empty(), sentence, detail);
  }

  Observation about(UUID action) {
    return new Observation(code, subject, Optional.of(action), sentence, detail);
  }
}
