package io.countersign.review;

import java.util.Locale;

/** How a round ended. */
public enum Verdict {
  APPROVED,
  DENIED,
  EXPIRED,
  WITHDRAWN,
  SUPERSEDED;

  /** The name used in process variables and JSON, for example {@code approved}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
