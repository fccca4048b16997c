package io.countersign.execution;

import io.countersign.spi.EffectReceipt;

/** How an execution ended. */
public sealed interface Outcome {

  /** The effect happened. */
  record Done(EffectReceipt receipt) implements Outcome {}

  /**
   * It did not happen and will not.
   *
   * @param code stable name of the fault
   * @param message what was wrong and what to do
   */
  record Failed(String code, String message) implements Outcome {}

  /** Nobody can tell; a person has to look. */
  record Unknown(String why) implements Outcome {}

  /**
   * It has not happened yet, and the same execution can go on.
   *
   * @param byOperator whether a person has to change something first
   */
  record Blocked(String message, boolean byOperator) implements Outcome {}
}
