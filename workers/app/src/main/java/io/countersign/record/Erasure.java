package io.countersign.record;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * An erasure on record.
 *
 * @param rule a word for the rule that asked for it
 * @param reason why
 * @param parameters names of the parameters whose values were erased as well
 * @param by directory id of whoever answers for it
 * @param texts how many stored texts were replaced
 */
public record Erasure(
    UUID actionId,
    String rule,
    String reason,
    Set<String> parameters,
    String by,
    Instant at,
    int texts) {

  public Erasure {
    parameters = Set.copyOf(parameters);
  }
}
