package io.countersign.channels;

import java.time.Instant;
import java.util.List;

/**
 * Who of a group is written to in person: whoever is on duty. A bean of this type replaces ours.
 */
@FunctionalInterface
public interface Rotation {

  /**
   * Chooses among those who may fill a seat.
   *
   * @param group the seat's group
   * @param candidates directory ids
   * @return those to write to; the others see the review where the group is told
   */
  List<String> onDuty(String group, List<String> candidates, Instant at);
}
