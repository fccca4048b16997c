package io.countersign.local;

/**
 * Says in one line why the embedded stack, or a part of it, cannot be had, and what to do about it.
 */
public final class LocalStackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what was wrong, with which value, and what to do
   */
  public LocalStackException(String message) {
    super(message);
  }

  /**
   * @param message what was wrong, with which value, and what to do
   * @param cause the fault underneath
   */
  public LocalStackException(String message, Throwable cause) {
    super(message, cause);
  }
}
