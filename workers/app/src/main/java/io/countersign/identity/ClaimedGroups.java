package io.countersign.identity;

import java.time.Instant;
import java.util.Set;

/** Takes from identity providers in which groups people are. */
public interface ClaimedGroups {

  /** Whether this directory can be told; one in a file cannot. */
  boolean areTaken();

  /**
   * Puts a person into the groups that were claimed for them and takes them out of the others on
   * which the provider decides, unless it said something later before. A change counts from the
   * next look-up on and is recorded like every other change of the directory.
   *
   * @param person directory id of somebody who is in the directory
   */
  void take(String person, Claim claim);

  /**
   * What a provider says of a person.
   *
   * @param provider the provider's name
   * @param governed the groups on which it decides; no other is touched
   * @param groups the groups that it names, governed or not
   * @param saidAt when it said so
   */
  record Claim(String provider, Set<String> governed, Set<String> groups, Instant saidAt) {

    public Claim {
      governed = Set.copyOf(governed);
      groups = Set.copyOf(groups);
    }
  }
}
