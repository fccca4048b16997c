package io.countersign.lineage;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something that lineage knows of.
 *
 * @param key names it for ever, for example {@code revision:sha256:…} or {@code action:<id>}
 * @param kind what it is
 * @param name what people call it
 * @param at when it came to be; empty for what has no beginning here, like people
 * @param facts what else is known, as plain JSON values
 */
public record Node(
    String key, Kind kind, String name, Optional<Instant> at, Map<String, Object> facts) {

  public Node {
    facts = Map.copyOf(facts);
  }

  /** A fact that is text; empty where there is none. */
  public Optional<String> text(String fact) {
    return Optional.ofNullable(facts.get(fact)).map(String::valueOf);
  }

  /** What there is. */
  public enum Kind {
    DATASET,
    REVISION,
    PLAN,
    ACTION,
    RUN,
    COPY,
    DECISION,
    PERSON,
    AGENT,
    POLICY,
    POLICY_SET,
    MODEL
  }
}
