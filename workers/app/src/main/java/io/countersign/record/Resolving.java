package io.countersign.record;

/** What came of somebody's wish to close a finding. */
public sealed interface Resolving {

  /** It is closed, and that is on record. */
  record Closed(Finding finding) implements Resolving {}

  /** It stays as it was. */
  record Refused(Reason reason, String message) implements Resolving {}

  /** Why a finding stays as it was. The names are stable. */
  enum Reason {
    UNKNOWN_FINDING,
    ALREADY_CLOSED,
    UNFIT_REASON,
    NOT_A_PERSON,
    NOT_A_RESOLVER,
    AUTHOR
  }
}
