package io.countersign.spi;

/** Whether an effect happened, as the world itself answers. */
public sealed interface Occurrence {

  /** It happened, wholly, and this is what it left behind. */
  record Happened(EffectReceipt receipt) implements Occurrence {}

  /**
   * It did not happen, or only in ways that nobody can see and that a further attempt completes.
   */
  record NotHappened() implements Occurrence {}

  /**
   * It began in a way that others can see, and only a further attempt completes it. That attempt is
   * owed whatever has changed since.
   */
  record Incomplete() implements Occurrence {}

  /**
   * Nobody can tell, or what is there differs from what was sealed.
   *
   * @param why one sentence for an operator
   */
  record CannotTell(String why) implements Occurrence {}
}
