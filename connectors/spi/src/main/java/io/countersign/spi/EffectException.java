package io.countersign.spi;

/** The effect certainly did not happen. Says whether trying again can help. */
public final class EffectException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What the caller should do. */
  public enum Remedy {
    /** A person has to change something (permission, space); then the same execution can go on. */
    OPERATOR,
    /** Trying again later can help. */
    RETRY,
    /** It can never succeed as sealed: the action fails for good. */
    NONE
  }

  private final String code;
  private final Remedy remedy;

  /**
   * @param code stable name of the fault, for example {@code DestinationExists}
   * @param message what was wrong, with which value, and what to do
   */
  public EffectException(String code, Remedy remedy, String message) {
    super(message);
    this.code = code;
    this.remedy = remedy;
  }

  public String code() {
    return code;
  }

  public Remedy remedy() {
    return remedy;
  }
}
