package io.countersign.releases;

/**
 * A release cannot go on, for a reason that trying again does not change.
 *
 * @see #code() the stable name, used as BPMN error code
 */
public final class ReleaseException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code stable name, for example {@code DatasetUnreadable}
   * @param message what was wrong, with which value, and what to do
   */
  public ReleaseException(String code, String message) {
    super(message);
    this.code = code;
  }

  public String code() {
    return code;
  }
}
