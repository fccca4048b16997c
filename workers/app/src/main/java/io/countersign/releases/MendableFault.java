package io.countersign.releases;

/** A step could not be done for now: time, or an operator, can mend it. */
public final class MendableFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean byOperator;

  /**
   * @param message what was wrong, with which value, and what to do
   * @param byOperator whether a person has to change something first
   */
  public MendableFault(String message, boolean byOperator, Throwable cause) {
    super(message, cause);
    this.byOperator = byOperator;
  }

  public boolean byOperator() {
    return byOperator;
  }
}
