package io.countersign.releases;

import java.util.List;

/** Whether a release was accepted. */
public sealed interface RequestResult {

  /** It will run. */
  record Accepted(Release release) implements RequestResult {}

  /** It will not, for these reasons. Nothing was stored. */
  record Rejected(List<String> problems) implements RequestResult {}
}
