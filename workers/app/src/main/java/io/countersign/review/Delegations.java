package io.countersign.review;

import io.countersign.identity.LinkedIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Who decides in whose place. A delegate may fill a seat that the delegator could fill at that
 * moment, and uses up both their says in the round; never as or for an author. What was delegated
 * to someone does not travel on with their own delegations.
 */
public interface Delegations {

  /**
   * What someone wants to delegate.
   *
   * @param delegate directory id of whoever shall decide in their place
   * @param group the only group for which, where not for all
   * @param from from when, where not from now on
   * @param until until when
   */
  record Wish(String delegate, Optional<String> group, Optional<Instant> from, Instant until) {}

  /** Lets another person decide in one's own place. */
  DelegationResult delegate(LinkedIdentity who, Wish wish);

  /** Ends a delegation of one's own, from this moment on. */
  DelegationResult end(UUID id, LinkedIdentity who);

  /** The delegations that a person made or that were made to them, latest first. */
  List<Delegation> of(String person);

  /** The delegations in force at a moment by which this person decides in another's place. */
  List<Delegation> standingInFor(String person, Instant moment);
}
