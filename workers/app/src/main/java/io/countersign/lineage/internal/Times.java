package io.countersign.lineage.internal;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Beginnings and ends among a node's facts. */
final class Times {

  private Times() {}

  static void put(Map<String, Object> facts, @Nullable Instant began, @Nullable Instant ended) {
    if (began != null) {
      facts.put("startedAt", began.toString());
    }
    if (ended != null) {
      facts.put("endedAt", ended.toString());
    }
  }
}
