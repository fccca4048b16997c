package io.countersign.requests;

import java.util.List;

/** What came of approving with changes. */
public sealed interface ChangeResult {

  /** The changed action took the old one's place. */
  record Changed(RequestedAction action) implements ChangeResult {}

  /**
   * The change asks for more, or for what cannot be done. Nothing happened; the review goes on.
   *
   * @param problems one sentence each
   */
  record Rejected(List<String> problems) implements ChangeResult {}

  /** This person may not, or the review is no longer open. */
  record Refused(String code, String why) implements ChangeResult {}
}
