package io.countersign.evidence;

import java.util.Map;

/**
 * Key security indicators of FedRAMP 20x, as far as records speak to them. Made again and again by
 * a schedule, never by hand.
 */
public interface Indicators {

  /**
   * The newest ones as plain JSON values. Say how old they are ({@code ageSeconds}) and whether the
   * schedule is behind ({@code stale}).
   */
  Map<String, Object> current();
}
