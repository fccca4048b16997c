package io.countersign.review;

import java.time.Instant;
import java.util.Optional;

/**
 * One person's decision.
 *
 * @param person directory id
 * @param choice what they said
 * @param comment in their words; always there on a denial
 * @param channel where
 * @param castAt when
 */
public record Vote(
    String person, Choice choice, Optional<String> comment, Channel channel, Instant castAt) {}
