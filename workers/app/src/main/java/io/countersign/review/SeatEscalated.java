package io.countersign.review;

import java.util.UUID;

/** A further group may fill a seat. */
public record SeatEscalated(UUID roundId, UUID seatId, String group) {}
