package io.countersign.review;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that was tried on a round and did not count.
 *
 * @param identity who tried, as the channel knew them
 * @param attempt what they tried
 * @param choice what they said, where it was a decision and could be understood
 * @param reason the rule that refused it
 * @param message what they were told
 * @param channel where
 * @param refusedAt when
 */
public record Refusal(
    String identity,
    Attempt attempt,
    Optional<Choice> choice,
    DecisionResult.Reason reason,
    String message,
    Channel channel,
    Instant refusedAt) {}
