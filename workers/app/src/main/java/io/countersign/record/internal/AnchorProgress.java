package io.countersign.record.internal;

import io.countersign.ledger.anchor.Anchoring;
import io.countersign.record.Ledger.AnchorHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How far one place has come: when it is to be shown a checkpoint again, later and later while it
 * fails, and how it is. One call to the place at a time.
 */
final class AnchorProgress {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
  private static final int MOST_DOUBLINGS = 7;

  private final String place;
  private final Duration every;
  private final AtomicBoolean underWay = new AtomicBoolean();
  private String confirmedText = "";
  private Instant notBefore = Instant.MIN;
  private int failures;
  private AnchorHealth health;

  AnchorProgress(String place, Duration every) {
    this.place = place;
    this.every = every;
    this.health = new AnchorHealth(place, true, 0, Optional.empty(), "Nothing was anchored yet.");
  }

  /** Whether this checkpoint is due now; if so, no other call begins before this one has ended. */
  synchronized boolean begin(String text, Instant now) {
    return !text.equals(confirmedText)
        && !now.isBefore(notBefore)
        && underWay.compareAndSet(false, true);
  }

  /** The place answered. */
  synchronized void ended(String text, Anchoring anchoring, Instant now) {
    underWay.set(false);
    failures = 0;
    switch (anchoring) {
      case Anchoring.Confirmed confirmed -> {
        confirmedText = text;
        notBefore = now.plus(every);
        health =
            new AnchorHealth(
                place,
                true,
                confirmed.size(),
                Optional.of(confirmed.at()),
                "Anchored up to %d at %s.".formatted(confirmed.size(), confirmed.at()));
      }
      case Anchoring.Contradicted contradicted -> {
        notBefore = now.plus(LONGEST_PAUSE);
        health =
            new AnchorHealth(
                place, false, health.size(), health.at(), contradicted.sentence() + ".");
      }
    }
  }

  /**
   * The place failed.
   *
   * @return the pause before it is asked again
   */
  synchronized Duration failed(String why, Instant now) {
    underWay.set(false);
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    failures++;
    notBefore = now.plus(pause);
    health =
        new AnchorHealth(
            place,
            false,
            health.size(),
            health.at(),
            "Failed %d times, tried again from %s: %s".formatted(failures, notBefore, why));
    return pause;
  }

  synchronized AnchorHealth health() {
    return health;
  }
}
