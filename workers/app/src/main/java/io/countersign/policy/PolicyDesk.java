package io.countersign.policy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Where changes of policies and models are tried and proposed. */
public interface PolicyDesk {

  /**
   * Stores files so that a {@code policy.deploy} can name them. Nothing comes into force.
   *
   * @param files content by file name: models, and {@code *.tests.yaml} with cases that the tables
   *     among them must satisfy
   * @param proposedBy directory id
   */
  ProposalResult propose(Map<String, String> files, String proposedBy);

  /** What became of a proposal. */
  sealed interface ProposalResult {

    /**
     * It was stored.
     *
     * @param target the target of the {@code policy.deploy} that would bring it into force
     * @param changes what would change, by file
     */
    record Stored(Map<String, String> target, Map<String, List<String>> changes)
        implements ProposalResult {}

    /** Nothing was stored. */
    record Rejected(List<String> problems) implements ProposalResult {}
  }

  /**
   * Asks a changed table what was asked of the one in force, action by action.
   *
   * @param dmn the changed {@code action-policy}
   * @param since leaves out what was ruled before
   * @throws IllegalArgumentException when it is no table that could be in force; says why
   */
  Simulation simulate(String dmn, Optional<Instant> since);

  /**
   * What a changed table would have said.
   *
   * @param replayed rulings that were asked again, the latest first
   * @param left rulings that were not, because it took too long
   * @param changed those that would have ended otherwise
   * @param notes what to know before trusting this
   */
  record Simulation(int replayed, int left, List<Changed> changed, List<String> notes) {}

  /** One ruling that would have ended otherwise. */
  record Changed(
      UUID actionId, String effect, String requester, Instant ruledAt, Said before, Said after) {}

  /**
   * What a table said of one action.
   *
   * @param ruling {@code permitted}, {@code review} or {@code refused}
   * @param people how many people of which group
   * @param rules the rules that fired
   * @param why one sentence per rule
   */
  record Said(String ruling, Map<String, Integer> people, List<String> rules, List<String> why) {

    /** Whether both ask for the same. */
    public boolean sameAs(Said other) {
      return ruling.equals(other.ruling) && people.equals(other.people);
    }
  }
}
