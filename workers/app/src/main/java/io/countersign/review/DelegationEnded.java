package io.countersign.review;

/** A delegation was ended before its time. Published in the same transaction. */
public record DelegationEnded(Delegation delegation) {}
