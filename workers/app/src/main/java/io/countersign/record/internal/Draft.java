package io.countersign.record.internal;

import io.countersign.ledger.entry.Commitment;
import io.countersign.ledger.entry.Digest;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
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

  /** The digest of a payload; of one that was erased, the digest that was put on record. */
  Digest digest(String name, Optional<String> payload) {
    return payload
        .map(text -> Digest.of(text.getBytes(StandardCharsets.UTF_8)))
        .or(() -> secrets.logged(name))
        .orElseThrow(() -> new IllegalStateException("There is no '" + name + "'."));
  }

  /** A salted commitment to a payload that stays in the database. */
  Commitment commit(String name, String payload) {
    return secrets.commit(name, payload);
  }
}
