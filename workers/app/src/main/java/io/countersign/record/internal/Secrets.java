package io.countersign.record.internal;

import io.countersign.ledger.entry.Commitment;
import io.countersign.ledger.entry.Digest;
import java.util.Optional;

/** What stands between an entry and the data that it is about. */
interface Secrets {

  /** The reference by which the ledger knows a person or agent. */
  String reference(String directoryId);

  /** The commitment to a payload. */
  Commitment commit(String name, String payload);

  /** The digest that is on record under this name; a new entry has none. */
  default Optional<Digest> logged(String name) {
    return Optional.empty();
  }
}
