package io.countersign.review;

import java.time.Instant;
import java.util.Optional;

/**
 * A decision that did not count.
 *
 * @param identity who tried, as the channel knew them
 * @param choice what they said, where it could be understood
 * @param reason the rule that refused it
 * @param message what they were told
 * @param channel where
 * @param refusedAt when
 */
public record Refusal(
    String identity,
    Optional<Choice> choice,
    DecisionResult.Reason reason,
    String message,
    Channel channel,
    Instant refusedAt) {}
