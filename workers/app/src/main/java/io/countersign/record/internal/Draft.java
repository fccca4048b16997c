package io.countersign.record.internal;

import io.countersign.ledger.entry.Commitment;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryBuilder;
import java.time.Instant;
import java.util.UUID;

/** The beginning of an entry: its identity, and how it hides what it must not say. */
final class Draft {

  private final UUID id;
  private final long number;
  private final String source;
  private final Secrets secrets;

  Draft(UUID id, long number, String source, Secrets secrets) {
    this.id = id;
    this.number = number;
    this.source = source;
    this.secrets = secrets;
  }

  /** Begins the entry. */
  EntryBuilder begin(String kind, Instant time) {
    return Entry.of(kind, id.toString(), time).sequence(source, number);
  }

  /** A reference to a person or agent that means nothing outside this database. */
  String person(String directoryId) {
    return secrets.reference(directoryId);
  }

  /** A salted commitment to a payload that stays in the database. */
  Commitment commit(String name, String payload) {
    return secrets.commit(name, payload);
  }
}
