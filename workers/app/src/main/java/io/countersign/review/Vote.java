package io.countersign.review;

import java.time.Instant;
import java.util.Optional;

/**
 * One person's decision.
 *
 * @param person directory id
 * @param inPlaceOf directory id of the person whose say they had, where it was not their own
 * @param choice what they said
 * @param comment in their words; always there on a denial
 * @param channel where
 * @param castAt when
 */
public record Vote(
    String person,
    Optional<String> inPlaceOf,
    Choice choice,
    Optional<String> comment,
    Channel channel,
    Instant castAt) {}
