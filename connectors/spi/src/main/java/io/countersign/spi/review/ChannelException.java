package io.countersign.spi.review;

import java.time.Duration;
import java.util.Optional;

/** A channel could not do something. Says what the caller should do. */
public final class ChannelException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What the caller should do. */
  public enum Remedy {
    /** Try again later, not before {@link ChannelException#retryAfter()} where that is known. */
    LATER,
    /** The message is no longer there; post another one if it is still needed. */
    GONE,
    /** A person has to change something first. */
    OPERATOR
  }

  private final Remedy remedy;
  private final transient Optional<Duration> retryAfter;

  /**
   * @param message what was wrong, with which value, and what to do; never a secret
   */
  public ChannelException(Remedy remedy, String message) {
    this(remedy, Optional.empty(), message);
  }

  /**
   * @param retryAfter how long the system asked to be left alone
   */
  public ChannelException(Remedy remedy, Optional<Duration> retryAfter, String message) {
    super(message);
    this.remedy = remedy;
    this.retryAfter = retryAfter;
  }

  public Remedy remedy() {
    return remedy;
  }

  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
