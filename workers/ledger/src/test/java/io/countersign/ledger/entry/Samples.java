package io.countersign.ledger.entry;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** Entries for tests. */
public final class Samples {
  public static final Instant NOON = Instant.parse("2026-11-23T12:00:00.250Z");

  private Samples() {}

  /** An entry with every field. */
  public static Entry full() {
    byte[] salt = new byte[Salt.LENGTH];
    return Entry.of("decision.approved", "01JD9Y7Q8Z", NOON)
        .sequence("countersign", 41)
        .action("act-7")
        .previous(17)
        .subject("requester", "person-3")
        .subject("dataset", "files://in/\"a\\b\".csv")
        .digest("action", digest("action"))
        .digest("shown", digest("shown"))
        .commitment(
            "reason", Commitment.to("because".getBytes(StandardCharsets.UTF_8), Salt.of(salt)))
        .engine(
            new EngineCoordinates(
                3, 9_007_199_254_740_993L, Map.of("processInstanceKey", Long.MAX_VALUE)))
        .model(new PinnedVersion("review-action", 2, digest("model")))
        .policy(new PinnedVersion("action-policy", 5, digest("policy")))
        .classified("effect", "dataset.export")
        .count("rows", 5000)
        .build();
  }

  /** The number-th entry of a log in which each action has four entries. */
  public static Entry numbered(long number) {
    return Entry.of("decision.approved", "intent-" + number, NOON.plusMillis(number))
        .sequence("countersign", number)
        .action("act-" + number / 4)
        .subject("requester", "person-" + number % 7)
        .subject("reviewer", "person-" + (7 + number % 5))
        .digest("action", digest("action " + number / 4))
        .digest("shown", digest("shown " + number))
        .engine(
            new EngineCoordinates(1, number, Map.of("processInstanceKey", 2_251_799_813_685_249L)))
        .policy(new PinnedVersion("action-policy", 5, digest("policy")))
        .classified("effect", "dataset.export")
        .build();
  }

  public static Digest digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
