package io.countersign.ledger;

/** Bytes from outside do not have the form that a specification asks for. */
public final class FormatException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Says what was expected and what was found. */
  public FormatException(String message) {
    super(message);
  }

  /** Says what was expected and what was found, and keeps the cause. */
  public FormatException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
