package io.countersign.record;

/**
 * Whether decisions reach the ledger.
 *
 * @param healthy whether they do
 * @param leading whether this instance publishes them
 * @param sentence the same for people: what is wrong, and what to do
 */
public record LedgerHealth(boolean healthy, boolean leading, String sentence) {}
