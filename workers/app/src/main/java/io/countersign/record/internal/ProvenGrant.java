package io.countersign.record.internal;

import io.countersign.actions.Actions;
import io.countersign.ledger.FormatException;
import io.countersign.ledger.entry.Digest;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryReader;
import io.countersign.ledger.log.LogReader;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.VerifierKey;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Proves, from the log's files and its signed checkpoint, that an action was granted. */
@Component
class ProvenGrant {

  /** Files of the right edge may be replaced while they are read. */
  private static final int ATTEMPTS = 3;

  private final LedgerPlace place;
  private final Heads heads;
  private final Actions actions;

  ProvenGrant(LedgerPlace place, Heads heads, Actions actions) {
    this.place = place;
    this.heads = heads;
    this.actions = actions;
  }

  /** Why the entry at this index does not prove the grant; empty when it does. */
  Optional<String> objection(UUID actionId, long index) {
    Optional<VerifierKey> key = heads.current().map(Head::verifier);
    if (key.isEmpty()) {
      return Optional.of("The ledger has not been published yet.");
    }
    String why = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        return objection(actionId, index, key.get());
      } catch (IOException | FormatException | RuntimeException e) {
        why = String.valueOf(e.getMessage());
      }
    }
    return Optional.of(
        "The ledger in '"
            + place.directory()
            + "' does not prove the grant of action "
            + actionId
            + ": "
            + why
            + " No effect runs before it does.");
  }

  private Optional<String> objection(UUID actionId, long index, VerifierKey key)
      throws IOException, FormatException {
    LogReader reader = new LogReader(place.directory());
    SignedNote note = reader.note();
    byte[] bytes = reader.entry(index);
    reader.prove(index, note).verify(bytes, place.origin(), Set.of(key));
    Entry entry = EntryReader.read(bytes);
    Digest digest = new Digest(actions.get(actionId).digest());
    boolean grants =
        entry.kind().equals(EffectFacts.GRANTED.name())
            && entry.action().equals(Optional.of(actionId.toString()))
            && digest.equals(entry.digests().get("action"));
    return grants
        ? Optional.empty()
        : Optional.of("Entry " + index + " of the ledger does not grant action " + actionId + ".");
  }
}
