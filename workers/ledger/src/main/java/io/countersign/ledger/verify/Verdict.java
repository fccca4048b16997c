package io.countersign.ledger.verify;

import io.countersign.ledger.note.Checkpoint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What verification found. */
public sealed interface Verdict {
  /** One sentence for people. */
  String sentence();

  /**
   * Everything fits together and is signed by trusted keys. Only the anchored part is beyond the
   * reach of whoever holds the log's key.
   *
   * @param checkpoint the log's checkpoint
   * @param anchor the largest anchored size; empty if none is
   */
  record Sound(Checkpoint checkpoint, Optional<Anchor> anchor) implements Verdict {
    /** Whether every entry is anchored. */
    public boolean isAnchored() {
      return anchor.map(Anchor::size).orElse(0L) == checkpoint.size();
    }

    @Override
    public String sentence() {
      String head = "%d entries fit the signed checkpoint; ".formatted(checkpoint.size());
      if (anchor.isEmpty()) {
        return head + "not anchored: no trusted witness has confirmed any of them";
      }
      Anchor to = anchor.get();
      String tail =
          isAnchored() ? "" : "; the last %d are not".formatted(checkpoint.size() - to.size());
      return head
          + "anchored up to %d at %s by %s"
              .formatted(to.size(), to.at(), String.join(", ", to.witnesses()))
          + tail;
    }
  }

  /**
   * Something is wrong.
   *
   * @param fault the first thing, in the order of the entries
   */
  record Broken(Fault fault) implements Verdict {
    @Override
    public String sentence() {
      return fault.toString();
    }
  }

  /**
   * What witnesses have confirmed.
   *
   * @param size number of entries
   * @param at when enough of them had
   * @param witnesses their names
   */
  record Anchor(long size, Instant at, List<String> witnesses) {}
}
