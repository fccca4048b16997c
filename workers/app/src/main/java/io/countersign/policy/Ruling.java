package io.countersign.policy;

import java.util.List;
import java.util.Optional;

/** What policy says of one sealed action, and by which rules. */
public sealed interface Ruling {

  /** Which rules of which version said so, and why, in sentences. */
  Basis basis();

  /** It may run without a review. */
  record Permitted(Basis basis) implements Ruling {}

  /** It may not run. */
  record Refused(Basis basis) implements Ruling {}

  /**
   * It may run once every requirement is met.
   *
   * @param assurance how sure it has to be who approves
   */
  record NeedsReview(List<Requirement> requirements, Assurance assurance, Basis basis)
      implements Ruling {

    public NeedsReview {
      requirements = List.copyOf(requirements);
    }

    /** One that can be approved in a chat. */
    public NeedsReview(List<Requirement> requirements, Basis basis) {
      this(requirements, Assurance.CHAT, basis);
    }
  }

  /** So many distinct people of one group. */
  record Requirement(String group, int people) {}

  /**
   * Where a ruling comes from.
   *
   * @param decisionId the decision table
   * @param version its version in the engine
   * @param key the engine's key of that version
   * @param digest SHA-256 of the file that the version was made from; empty when nobody knows
   * @param rules ids of the rules that fired
   * @param controls ids of the controls that the rules name
   * @param why one sentence per rule
   */
  record Basis(
      String decisionId,
      int version,
      long key,
      Optional<String> digest,
      List<String> rules,
      List<String> controls,
      List<String> why) {

    public Basis {
      rules = List.copyOf(rules);
      controls = List.copyOf(controls);
      why = List.copyOf(why);
    }

    /** The basis of a ruling whose file nobody knows. */
    public Basis(
        String decisionId,
        int version,
        long key,
        List<String> rules,
        List<String> controls,
        List<String> why) {
      this(decisionId, version, key, Optional.empty(), rules, controls, why);
    }
  }
}
