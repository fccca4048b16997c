package io.countersign.ledger.verify;

import io.countersign.ledger.note.Checkpoint;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What verification found. */
public sealed interface Verdict {
  /** One sentence for people. */
  String sentence();

  /**
   * Everything fits together and is signed by trusted keys. Only the anchored part is beyond the
   * reach of whoever holds the log's key.
   *
   * @param checkpoint the log's checkpoint
   * @param witnessed the largest size that enough witnesses have confirmed; empty if none
   * @param stamped the largest size that a trusted authority has time-stamped; empty if none
   */
  record Sound(Checkpoint checkpoint, Optional<Anchor> witnessed, Optional<Anchor> stamped)
      implements Verdict {
    /** The larger of the two: what must not be called verified lies beyond it. */
    public Optional<Anchor> anchor() {
      return Stream.of(witnessed, stamped)
          .flatMap(Optional::stream)
          .max(Comparator.comparingLong(Anchor::size));
    }

    /** How many entries at the end are not anchored. */
    public long unanchored() {
      return checkpoint.size() - anchor().map(Anchor::size).orElse(0L);
    }

    /** Whether every entry is anchored. */
    public boolean isAnchored() {
      return unanchored() == 0;
    }

    @Override
    public String sentence() {
      StringBuilder sentence =
          new StringBuilder("%d entries fit the signed checkpoint; ".formatted(checkpoint.size()));
      if (anchor().isEmpty()) {
        return sentence
            .append("not anchored: no trusted witness has confirmed any of them")
            .toString();
      }
      sentence.append(
          Stream.concat(
                  witnessed.stream().map(to -> "anchored " + to),
                  stamped.stream().map(to -> "time-stamped " + to))
              .collect(Collectors.joining(", ")));
      if (!isAnchored()) {
        sentence.append("; the last %d are not anchored".formatted(unanchored()));
      }
      return sentence.toString();
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
   * What others have confirmed.
   *
   * @param size number of entries
   * @param at when enough of them had
   * @param by their names
   */
  record Anchor(long size, Instant at, List<String> by) {
    @Override
    public String toString() {
      return "up to %d at %s by %s".formatted(size, at, String.join(", ", by));
    }
  }
}
