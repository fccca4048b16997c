package io.countersign.identity;

import java.util.List;

/** What became of a change. */
public sealed interface ChangeResult {

  /** It is so now. */
  record Applied(List<String> changes) implements ChangeResult {

    public Applied {
      changes = List.copyOf(changes);
    }
  }

  /** It is not, and nothing was changed. */
  record Refused(Reason reason, String message) implements ChangeResult {}

  /** Why a change was refused. */
  enum Reason {
    /** Whoever asks is not an active person of the administrators' group. */
    NOT_ADMINISTRATOR,
    /** They asked to change their own groups. */
    OWN_GROUPS,
    /** The identity belongs to someone else, or the id to something else. */
    TAKEN,
    /** It names someone who is not there. */
    UNKNOWN,
    /** It cannot be understood. */
    INVALID,
    /** The directory is a file. */
    READ_ONLY
  }
}
