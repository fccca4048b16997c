package io.countersign.requests;

import io.countersign.policy.Ruling;
import io.countersign.spi.Preview;
import io.countersign.spi.Traits;
import java.util.List;

/** What would come of asking for an action. */
public sealed interface PreviewResult {

  /**
   * It could be asked for.
   *
   * @param title what would happen, in one sentence
   * @param traits what policy would be told of it
   * @param preview what would be done, exactly
   * @param ruling what policy would say now; it rules anew on what is asked for
   */
  record Possible(String title, Traits traits, Preview preview, Ruling ruling)
      implements PreviewResult {}

  /** It would be rejected, for these reasons. */
  record Rejected(List<String> problems) implements PreviewResult {}
}
