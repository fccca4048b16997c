package io.countersign.record.internal;

import io.countersign.ledger.entry.Digest;
import io.countersign.ledger.entry.EntryBuilder;
import org.jspecify.annotations.Nullable;

/** Adds to an entry what has the form that the format asks for, and leaves out anything else. */
final class Tokens {

  private static final String WORD = "[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}";
  private static final String DIGEST = "sha256:[0-9a-f]{64}";

  private Tokens() {}

  /** A word of a closed vocabulary. */
  static void classify(EntryBuilder entry, String name, @Nullable Object value) {
    if (value instanceof String text && text.matches(WORD)) {
      entry.classified(name, text);
    }
  }

  static void digest(EntryBuilder entry, String name, @Nullable Object value) {
    if (value instanceof String text && text.matches(DIGEST)) {
      entry.digest(name, new Digest(text));
    }
  }

  static void count(EntryBuilder entry, String name, @Nullable Object value) {
    if (value instanceof Number number && number.longValue() >= 0) {
      entry.count(name, number.longValue());
    }
  }
}
