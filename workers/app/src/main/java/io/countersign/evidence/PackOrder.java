package io.countersign.evidence;

import java.time.Instant;

/**
 * What an evidence pack is to hold.
 *
 * @param framework whose controls it speaks to
 * @param from first moment of the period, inclusive
 * @param to last moment of the period, exclusive
 * @param seed chosen by the auditor; with it anyone can draw the same sample again
 * @param sample how many actions are shown whole, at most {@link #LARGEST_SAMPLE}
 * @param orderedBy directory id of whoever orders it
 */
public record PackOrder(
    Framework framework, Instant from, Instant to, String seed, int sample, String orderedBy) {

  /** How many actions a pack shows whole at most. */
  public static final int LARGEST_SAMPLE = 1_000;

  public PackOrder {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "The period from " + from + " to " + to + " is empty. Let it end after it begins.");
    }
    if (sample < 0 || sample > LARGEST_SAMPLE) {
      throw new IllegalArgumentException(
          "A sample of " + sample + " is not 0 to " + LARGEST_SAMPLE + ".");
    }
    if (seed.isBlank() || seed.length() > 200) {
      throw new IllegalArgumentException("The seed has 1 to 200 characters.");
    }
  }
}
