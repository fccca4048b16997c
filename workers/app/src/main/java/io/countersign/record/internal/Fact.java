package io.countersign.record.internal;

import io.countersign.ledger.entry.EntryBuilder;

/**
 * One kind of thing that goes on record. What the ledger says of it is a function of one row of the
 * database and of nothing else, so that the row can be held against the entry at any time.
 *
 * @param name its stable name
 * @param sql reads the row by the parameter {@code :key}; only columns that never change
 * @param reading makes the entry
 */
record Fact(String name, String sql, Reading reading) {

  /** Makes an entry of a row. */
  @FunctionalInterface
  interface Reading {
    EntryBuilder entry(Row row, Draft draft);
  }
}
