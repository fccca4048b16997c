package io.countersign.api.internal;

import io.countersign.api.internal.LimitProperties.Rate;
import java.time.Duration;
import java.util.Optional;

/** A token bucket: refills evenly, and each call takes one token. */
final class TokenBucket {

  private static final double NANOS = 1e9;

  private final Rate rate;
  private double tokens;
  private long last;

  TokenBucket(Rate rate, long nanos) {
    this.rate = rate;
    this.tokens = rate.burst();
    this.last = nanos;
  }

  /**
   * Takes a token.
   *
   * @param nanos a clock that never runs backwards
   * @return how long to wait for one, in full seconds from 1 up; empty when there was one
   */
  synchronized Optional<Duration> take(long nanos) {
    refill(nanos);
    if (tokens >= 1) {
      tokens--;
      return Optional.empty();
    }
    double seconds = (1 - tokens) / rate.perSecond();
    return Optional.of(Duration.ofSeconds(Math.max(1, (long) Math.ceil(seconds))));
  }

  /** Whether nobody has called for so long that a new bucket would be the same. */
  synchronized boolean isFull(long nanos) {
    refill(nanos);
    return tokens >= rate.burst();
  }

  private void refill(long nanos) {
    double gained = Math.max(0, nanos - last) / NANOS * rate.perSecond();
    tokens = Math.min(rate.burst(), tokens + gained);
    last = nanos;
  }
}
