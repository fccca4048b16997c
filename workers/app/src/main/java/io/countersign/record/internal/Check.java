package io.countersign.record.internal;

import io.countersign.record.FindingCode;
import java.util.List;
import java.util.Set;

/** One comparison of what has to agree. Answers what does not, each time it is asked. */
interface Check {

  List<Observation> look();

  /** What mends itself: findings of these codes are closed once they are not seen any more. */
  default Set<FindingCode> mending() {
    return Set.of();
  }
}
