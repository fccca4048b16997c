package io.countersign.review;

import java.util.UUID;

/** A vote was committed. The user task of its seat still has to be completed in the engine. */
public record VoteCast(UUID roundId, UUID seatId, String person, Choice choice, Channel channel) {}
