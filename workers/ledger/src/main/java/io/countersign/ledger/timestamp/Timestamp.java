package io.countersign.ledger.timestamp;

import java.time.Instant;

/** What a time-stamp response is worth. */
public sealed interface Timestamp {
  /**
   * A trusted authority states that it saw the text.
   *
   * @param at when, by the authority's clock
   * @param authority subject of its certificate
   */
  record Valid(Instant at, String authority) implements Timestamp {}

  /**
   * Another authority than the trusted ones made it: it proves nothing, neither for nor against.
   */
  record Untrusted(String why) implements Timestamp {}

  /** It is no time-stamp of this text: malformed, refused, of other bytes, or wrongly signed. */
  record Wrong(String why) implements Timestamp {}
}
