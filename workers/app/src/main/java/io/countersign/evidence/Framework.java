package io.countersign.evidence;

import java.util.Locale;

/** A catalogue of controls that a pack is ordered for. */
public enum Framework {
  SOC2("SOC2:"),
  HIPAA("HIPAA:"),
  FEDRAMP("800-53:");

  private final String prefix;

  Framework(String prefix) {
    this.prefix = prefix;
  }

  /** What the ids of its controls begin with in policies. */
  public String prefix() {
    return prefix;
  }

  /** Its name in commands, for example {@code soc2}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
