package io.countersign.spi;

import java.time.Duration;
import java.util.Optional;

/**
 * What policy and reviewers have to know of an effect as it was asked for. Sealed with the action.
 *
 * @param reversible whether {@link Effect#revert} can take it back
 * @param window how long it lasts once it has happened, after which it is reverted; empty when it
 *     has no end
 * @param trust how far the operator trusts the target: {@code internal}, {@code partner}, {@code
 *     public}, or {@code unknown}
 */
public record Traits(boolean reversible, Optional<Duration> window, String trust) {

  /** For a target of which the operator's settings say nothing. */
  public static final String UNKNOWN_TRUST = "unknown";

  public Traits {
    if (window.isPresent() && !reversible) {
      throw new IllegalArgumentException(
          "An effect of " + window.get() + " that cannot be reverted would not end.");
    }
  }

  /** Lasts for good and cannot be taken back. */
  public static Traits irreversible(String trust) {
    return new Traits(false, Optional.empty(), trust);
  }
}
