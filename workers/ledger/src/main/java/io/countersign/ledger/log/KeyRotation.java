package io.countersign.ledger.log;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.entry.Commitment;
import io.countersign.ledger.entry.Digest;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryBuilder;
import io.countersign.ledger.note.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** The entry that records a change of the log's key. */
public final class KeyRotation {
  /** Its kind. */
  public static final String KIND = "log.key-rotated";

  private static final String VERIFIER = "verifier";

  private KeyRotation() {}

  /** Records that {@code next} signs from now on, and nothing of why. */
  public static Entry entry(VerifierKey next, Instant now) {
    return begin(next, now).build();
  }

  /**
   * Records that {@code next} signs from now on.
   *
   * @param reason commits to why; the words themselves are kept outside the log
   */
  public static Entry entry(VerifierKey next, Commitment reason, Instant now) {
    return begin(next, now).commitment("reason", reason).build();
  }

  private static EntryBuilder begin(VerifierKey next, Instant now) {
    String verifier = next.toString();
    Digest digest = Digest.of(verifier.getBytes(StandardCharsets.UTF_8));
    return Entry.of(KIND, digest.text(), now)
        .digest(VERIFIER, digest)
        .classified(VERIFIER, verifier);
  }

  /** The key that an entry names as the next one; empty if it is no rotation, or a bad one. */
  public static Optional<VerifierKey> successor(Entry entry) {
    String verifier = entry.classes().get(VERIFIER);
    if (!entry.kind().equals(KIND) || verifier == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(VerifierKey.parse(verifier));
    } catch (FormatException e) {
      return Optional.empty();
    }
  }
}
