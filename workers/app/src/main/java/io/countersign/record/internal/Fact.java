package io.countersign.record.internal;

import io.countersign.ledger.entry.EntryBuilder;
import java.util.List;

/**
 * One kind of thing that goes on record. What the ledger says of it is a function of one row of the
 * database and of nothing else, so that the row can be held against the entry at any time.
 *
 * @param name its stable name
 * @param sql reads the row by the parameter {@code :key}; only columns that never change
 * @param reading makes the entry
 * @param earlier how earlier versions of the application made it: their entries are as good
 */
record Fact(String name, String sql, Reading reading, List<Reading> earlier) {

  Fact(String name, String sql, Reading reading) {
    this(name, sql, reading, List.of());
  }

  /** Makes an entry of a row. */
  @FunctionalInterface
  interface Reading {
    EntryBuilder entry(Row row, Draft draft);
  }
}
