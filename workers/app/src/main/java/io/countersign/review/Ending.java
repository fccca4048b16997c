package io.countersign.review;

import java.time.Instant;
import java.util.Optional;

/**
 * How a round ended.
 *
 * @param verdict how
 * @param at when
 * @param by directory id of whoever ended it: the last to vote, or the author who withdrew it; none
 *     where it expired, or was denied because people lost what lets them sign
 * @param supersededBy digest of what took the subject's place
 */
public record Ending(
    Verdict verdict, Instant at, Optional<String> by, Optional<String> supersededBy) {}
