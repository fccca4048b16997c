package io.countersign.identity;

/** What a caller may do, as far as that does not depend on the single action. */
public enum Role {
  /** Asks for actions and releases. The only role of agents. */
  REQUESTER,
  /** Decides; which seats, says the review. */
  REVIEWER,
  /** Reads everything, does nothing. Excludes every other role. */
  AUDITOR,
  /** Keeps it running: process history, findings and their resolution. */
  OPERATOR,
  /** Simulates policies and proposes them. */
  POLICY_AUTHOR,
  /** Looks after the directory. */
  DIRECTORY_ADMINISTRATOR;

  /** As settings and messages write it, for example {@code policy-author}. */
  public String wireName() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
