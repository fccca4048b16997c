package io.countersign.api.internal;

import io.countersign.api.internal.LimitProperties.Rate;
import io.countersign.identity.Directory;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Refuses callers who call too often, each by a bucket of their own, so that nobody's loop slows
 * others down. Every instance counts for itself.
 */
@Component
@Order(CallFilter.FIRST)
class RateFilter extends CallFilter {

  private static final int MANY = 10_000;

  private final Map<String, TokenBucket> buckets = new ConcurrentHashMap<>();
  private final Directory directory;
  private final LimitProperties limits;
  private final LongSupplier nanos;

  @Autowired
  RateFilter(Directory directory, LimitProperties limits) {
    this(directory, limits, System::nanoTime);
  }

  /**
   * @param nanos a clock that never runs backwards
   */
  RateFilter(Directory directory, LimitProperties limits, LongSupplier nanos) {
    this.directory = directory;
    this.limits = limits;
    this.nanos = nanos;
  }

  @Override
  void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Duration> wait = caller(request).flatMap(this::take);
    if (wait.isPresent()) {
      response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait.get().toSeconds()));
      Problem.of(
              HttpStatus.TOO_MANY_REQUESTS,
              "TooManyRequests",
              "You call too often. Wait "
                  + wait.get().toSeconds()
                  + " s, and use '?wait=25s' instead of asking again and again.")
          .write(response);
      return;
    }
    chain.doFilter(request, response);
  }

  private Optional<Duration> take(String caller) {
    long now = nanos.getAsLong();
    if (buckets.size() > MANY) {
      buckets.values().removeIf(bucket -> bucket.isFull(now));
    }
    return buckets.computeIfAbsent(caller, id -> new TokenBucket(rate(id), now)).take(now);
  }

  private Rate rate(String caller) {
    return directory.agent(caller).isPresent() ? limits.agents() : limits.people();
  }
}
