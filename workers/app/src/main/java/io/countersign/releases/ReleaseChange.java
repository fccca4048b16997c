package io.countersign.releases;

import java.util.List;

/** What came of approving a release with changes. */
public sealed interface ReleaseChange {

  /** A release with stronger masking took the old one's place. */
  record Changed(Release release) implements ReleaseChange {}

  /** The change is none that can be approved. Nothing happened; the review goes on. */
  record Rejected(List<String> problems) implements ReleaseChange {}

  /** This person may not, or the review is no longer open. */
  record Refused(String code, String why) implements ReleaseChange {}
}
