package io.countersign.ledger.verify;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.log.KeyRotation;
import io.countersign.ledger.note.Checkpoint;
import io.countersign.ledger.note.Cosignature;
import io.countersign.ledger.note.NoteSignature;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.ledger.timestamp.Timestamp;
import io.countersign.ledger.tree.Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Checks checkpoints when the entries have reached their size, and learns keys and anchors. */
final class KeptCheckpoints {
  private final TrustPolicy policy;
  private final TreeMap<Long, List<Kept>> bySize = new TreeMap<>();
  private Set<VerifierKey> trusted;
  private Optional<Verdict.Anchor> anchor = Optional.empty();
  private Optional<Verdict.Anchor> stamped = Optional.empty();

  /**
   * A checkpoint other than the log's current one.
   *
   * @param fromAuditor whether the auditor brought it, so that it must be of this log
   * @param timestamp the response over its text; looked at only where authorities are trusted
   */
  private record Kept(
      String where,
      SignedNote note,
      Checkpoint checkpoint,
      boolean fromAuditor,
      Optional<Path> timestamp) {}

  KeptCheckpoints(TrustPolicy policy) {
    this.policy = policy;
    this.trusted = policy.logKeys();
  }

  void add(String where, SignedNote note, boolean fromAuditor) {
    add(where, note, fromAuditor, Optional.empty());
  }

  /** Adds a checkpoint that is kept in the log's directory, and its time-stamp if there is one. */
  void addKept(String where, SignedNote note, Path timestamp) {
    boolean stamped = !policy.authorities().isEmpty() && Files.exists(timestamp);
    add(where, note, false, stamped ? Optional.of(timestamp) : Optional.empty());
  }

  private void add(String where, SignedNote note, boolean fromAuditor, Optional<Path> timestamp) {
    Checkpoint checkpoint = parse(where, note);
    bySize
        .computeIfAbsent(checkpoint.size(), size -> new ArrayList<>())
        .add(new Kept(where, note, checkpoint, fromAuditor, timestamp));
  }

  private Checkpoint parse(String where, SignedNote note) {
    try {
      Checkpoint checkpoint = Checkpoint.parse(note.text());
      if (checkpoint.origin().equals(policy.origin())) {
        return checkpoint;
      }
      throw new FaultException(
          Problem.CHECKPOINT_MALFORMED,
          where,
          "the checkpoint is of the log %s, not %s"
              .formatted(checkpoint.origin(), policy.origin()));
    } catch (FormatException e) {
      throw new FaultException(Problem.CHECKPOINT_MALFORMED, where, e.getMessage());
    }
  }

  /** Whether a checkpoint of this size is waiting to be checked. */
  boolean expects(long size) {
    return bySize.containsKey(size);
  }

  /** Compares all checkpoints of a size with the root that the entries give there. */
  void reached(long size, Hash root, @Nullable Entry last) throws IOException {
    List<Kept> kept = bySize.remove(size);
    if (kept == null) {
      return;
    }
    Set<VerifierKey> next = trusted;
    for (Kept one : kept) {
      if (isTrusted(one)) {
        requireRoot(one, root);
        anchor(one);
        stamp(one);
        next = afterRotation(one, last).orElse(next);
      }
    }
    trusted = next;
  }

  private static void requireRoot(Kept kept, Hash root) {
    Checkpoint checkpoint = kept.checkpoint();
    if (!checkpoint.root().equals(root)) {
      throw new FaultException(
          Problem.SPLIT_VIEW,
          kept.where(),
          "another log of %d entries was signed: its root is %s, the entries here give %s"
              .formatted(checkpoint.size(), checkpoint.root().base64(), root.base64()));
    }
  }

  /** A kept checkpoint that nobody trusted has signed proves nothing, neither for nor against. */
  private boolean isTrusted(Kept kept) {
    boolean signed =
        !signers(kept, trusted).isEmpty() || !signers(kept, policy.witnesses()).isEmpty();
    if (!signed && kept.fromAuditor()) {
      throw new FaultException(
          Problem.CHECKPOINT_NOT_TRUSTED,
          kept.where(),
          "the known checkpoint of size %d is not signed by a trusted key of %s"
              .formatted(kept.checkpoint().size(), policy.origin()));
    }
    return signed;
  }

  private static Set<VerifierKey> signers(Kept kept, Set<VerifierKey> keys) {
    try {
      return kept.note().verify(keys);
    } catch (FormatException e) {
      throw new FaultException(Problem.SIGNATURE_WRONG, kept.where(), e.getMessage());
    }
  }

  private Optional<Set<VerifierKey>> afterRotation(Kept kept, @Nullable Entry last) {
    Optional<VerifierKey> successor = last == null ? Optional.empty() : KeyRotation.successor(last);
    boolean handedOver =
        successor.isPresent()
            && !signers(kept, trusted).isEmpty()
            && !signers(kept, Set.of(successor.get())).isEmpty();
    return handedOver ? Optional.of(Set.of(successor.orElseThrow())) : Optional.empty();
  }

  private void anchor(Kept kept) {
    List<Instant> times = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (VerifierKey witness : signers(kept, policy.witnesses())) {
      kept.note().signatures().stream()
          .filter(witness::matches)
          .map(KeptCheckpoints::time)
          .min(Instant::compareTo)
          .ifPresent(times::add);
      names.add(witness.name());
    }
    if (names.size() >= policy.quorum() && times.size() >= policy.quorum()) {
      times.sort(Instant::compareTo);
      anchor =
          Optional.of(
              new Verdict.Anchor(
                  kept.checkpoint().size(),
                  times.get(policy.quorum() - 1),
                  names.stream().sorted().toList()));
    }
  }

  private void stamp(Kept kept) throws IOException {
    if (kept.timestamp().isEmpty()) {
      return;
    }
    byte[] text = kept.note().text().getBytes(StandardCharsets.UTF_8);
    switch (policy.authorities().check(Files.readAllBytes(kept.timestamp().get()), text)) {
      case Timestamp.Valid valid ->
          stamped =
              Optional.of(
                  new Verdict.Anchor(
                      kept.checkpoint().size(), valid.at(), List.of(valid.authority())));
      case Timestamp.Untrusted untrusted -> {}
      case Timestamp.Wrong wrong ->
          throw new FaultException(
              Problem.TIMESTAMP_WRONG,
              kept.where() + ".tsr",
              "the kept time-stamp is none of this checkpoint: " + wrong.why());
    }
  }

  private static Instant time(NoteSignature signature) {
    return Instant.ofEpochSecond(Cosignature.time(signature).orElseThrow());
  }

  /** Called at the log's end: nothing larger may have been signed. */
  void requireNoneLeft(long size) {
    for (Map.Entry<Long, List<Kept>> left : bySize.entrySet()) {
      for (Kept kept : left.getValue()) {
        if (isTrusted(kept)) {
          throw new FaultException(
              Problem.ROLLED_BACK,
              kept.where(),
              size,
              "a log of %d entries was signed, here are %d: %d entries at the end were removed"
                  .formatted(left.getKey(), size, left.getKey() - size));
        }
      }
    }
  }

  /** The keys that may sign a checkpoint of the size that was reached last. */
  Set<VerifierKey> trustedKeys() {
    return trusted;
  }

  Optional<Verdict.Anchor> anchor() {
    return anchor;
  }

  Optional<Verdict.Anchor> stamped() {
    return stamped;
  }
}
