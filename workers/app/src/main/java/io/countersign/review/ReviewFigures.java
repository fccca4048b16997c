package io.countersign.review;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How reviewing goes, in numbers. */
public interface ReviewFigures {

  /** How many of the latest ended rounds are looked at. */
  int LATEST = 5_000;

  /** Everything at this moment. */
  Figures now();

  /**
   * The numbers.
   *
   * @param openedAt when each open round was opened, oldest first
   * @param decided how many of the latest rounds people decided
   * @param median half of these were decided within this time; empty while there are none
   * @param slow 95 of 100 of them were decided within this time; empty while there are none
   * @param groups votes on the latest rounds by the group of their seat
   * @param endings how the latest rounds ended
   */
  record Figures(
      List<Instant> openedAt,
      long decided,
      Optional<Duration> median,
      Optional<Duration> slow,
      List<GroupVotes> groups,
      List<Endings> endings) {

    public Figures {
      openedAt = List.copyOf(openedAt);
      groups = List.copyOf(groups);
      endings = List.copyOf(endings);
    }
  }

  /** How the people of a group voted. */
  record GroupVotes(String group, long approved, long denied) {}

  /** How many rounds ended in one way. */
  record Endings(Verdict verdict, long rounds) {}
}
