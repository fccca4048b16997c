package io.countersign.lineage;

import java.time.Instant;
import java.util.Optional;

/**
 * A step from one node to another, the way that data or a decision went.
 *
 * @param from key of the node that it leaves
 * @param kind what it means
 * @param to key of the node that it reaches
 * @param at when it was taken, where that is known
 */
public record Edge(String from, Kind kind, String to, Optional<Instant> at) {

  /** What steps mean. */
  public enum Kind {
    /** A dataset has a revision. */
    HAS,
    /** A masking run read a revision. */
    MASKED_BY,
    /** An action rests on a masking run. */
    PREPARED_BY,
    /** A masking plan told a run what to do. */
    GUIDED,
    /** A review or an effect read a revision. */
    READ,
    /** A run made a revision or a copy. */
    WROTE,
    /** A copy has the content of a revision. */
    HOLDS,
    /** A review let a run happen. */
    ALLOWED,
    /** Someone asked for an action. */
    ASKED,
    /** An action was asked for on somebody's behalf. */
    FOR,
    /** Someone changed what was asked for. */
    CHANGED,
    /** A person answers for an agent. */
    OWNS,
    /** A policy ruled on an action. */
    RULED,
    /** A set of policies and models was in force when an action was ruled on. */
    GOVERNED,
    /** A model is one of a set. */
    PART_OF,
    /** An action was reviewed in a run. */
    REVIEWED_IN,
    /** An action was done by a run. */
    DONE_BY,
    /** An action took the place of another. */
    REPLACED,
    /** Someone made a decision. */
    CAST,
    /** A decision was made in a review. */
    DECIDED,
    /** Someone was offered a review, and with it what it showed. */
    COULD_SEE
  }
}
