package io.countersign.ledger.entry;

/**
 * Where an entry came from, so that gaps and reordering before the log can be found.
 *
 * @param source name of the intents' source, such as a database
 * @param number the intent's number there, 0 to 2^53 - 1
 */
public record Sequence(String source, long number) {
  public Sequence {
    Require.token(source, "sequence source");
    Require.integer(number, "sequence number");
  }
}
