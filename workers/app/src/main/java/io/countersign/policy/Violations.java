package io.countersign.policy;

import java.time.Instant;
import java.util.List;

/** What was tried against the versions in force. Each is kept once, and counted. */
public interface Violations {

  /** What was tried. */
  enum Kind {
    /** A table answered that is not the one in force. */
    UNPINNED_DECISION,
    /** A job came from a version of a process that nobody countersigned. */
    UNPINNED_PROCESS,
    /** Another version was deployed under the id of a pinned one. */
    REPLACED_IN_ENGINE,
    /** The version in force is not in the engine any more. */
    MISSING_IN_ENGINE
  }

  /**
   * One of them.
   *
   * @param subject the id of the model
   * @param key the engine's key of the version
   * @param times how often
   */
  record Violation(
      Kind kind,
      String subject,
      long key,
      String detail,
      int times,
      Instant firstAt,
      Instant lastAt) {}

  /**
   * Records one, in a transaction of its own, so that it stays whatever becomes of the caller.
   * Publishes {@link UnpinnedPolicyUsed} the first time.
   */
  void record(Kind kind, String subject, long key, String detail);

  /** All of them, the latest first. */
  List<Violation> all();
}
