package io.countersign.review;

import java.util.UUID;

/** A round ended. Published in the transaction that ended it. */
public record RoundSettled(UUID roundId, Subject subject, Verdict verdict) {}
