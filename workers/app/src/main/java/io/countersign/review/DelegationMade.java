package io.countersign.review;

/** Someone let another person decide in their place. Published in the same transaction. */
public record DelegationMade(Delegation delegation) {}
