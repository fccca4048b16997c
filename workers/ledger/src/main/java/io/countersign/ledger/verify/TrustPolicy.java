package io.countersign.ledger.verify;

import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.ledger.timestamp.TimestampAuthorities;
import java.util.List;
import java.util.Set;

/**
 * What an auditor trusts, and what the auditor already knows; none of it may come from the
 * directory that is verified.
 *
 * @param logKeys keys that the log may sign with, all of one name, which is the log's origin; later
 *     keys follow from recorded rotations
 * @param witnesses keys of the witnesses
 * @param quorum how many of the witnesses must have cosigned for a size to count as anchored; 1 or
 *     more
 * @param known checkpoints of this log that were kept elsewhere
 * @param authorities time-stamp authorities
 */
public record TrustPolicy(
    Set<VerifierKey> logKeys,
    Set<VerifierKey> witnesses,
    int quorum,
    List<SignedNote> known,
    TimestampAuthorities authorities) {
  public TrustPolicy {
    logKeys = Set.copyOf(logKeys);
    witnesses = Set.copyOf(witnesses);
    known = List.copyOf(known);
    if (logKeys.stream().map(VerifierKey::name).distinct().count() != 1) {
      throw new IllegalArgumentException("a log has one name and at least one key: " + logKeys);
    }
    if (quorum < 1 || (!witnesses.isEmpty() && quorum > witnesses.size())) {
      throw new IllegalArgumentException(
          "a quorum of %d of %d witnesses".formatted(quorum, witnesses.size()));
    }
  }

  /** Trusts no time-stamp authority. */
  public TrustPolicy(
      Set<VerifierKey> logKeys, Set<VerifierKey> witnesses, int quorum, List<SignedNote> known) {
    this(logKeys, witnesses, quorum, known, TimestampAuthorities.none());
  }

  /** Trusts one key of the log, and no witness: nothing will count as anchored. */
  public static TrustPolicy of(VerifierKey logKey) {
    return new TrustPolicy(Set.of(logKey), Set.of(), 1, List.of());
  }

  /** Trusts these witnesses as well. */
  public TrustPolicy withWitnesses(Set<VerifierKey> keys, int needed) {
    return new TrustPolicy(logKeys, keys, needed, known, authorities);
  }

  /** Knows these checkpoints as well. */
  public TrustPolicy withKnown(List<SignedNote> checkpoints) {
    return new TrustPolicy(logKeys, witnesses, quorum, checkpoints, authorities);
  }

  /** Trusts these time-stamp authorities as well. */
  public TrustPolicy withAuthorities(TimestampAuthorities trusted) {
    return new TrustPolicy(logKeys, witnesses, quorum, known, trusted);
  }

  /** The name of the log. */
  public String origin() {
    return logKeys.iterator().next().name();
  }
}
