package io.countersign.execution.internal;

import io.countersign.actions.ActionRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long reviews of particular effects may take.
 *
 * @param reviewExpiry from opening to expiry, by effect, for example {@code
 *     countersign.execution.review-expiry.[http.request]=1h}; other effects take the usual time
 */
@ConfigurationProperties("countersign.execution")
record ExecutionProperties(@DefaultValue Map<String, Duration> reviewExpiry) {

  /** People who were skipped in an emergency have more than a working day to look at it. */
  private static final Map<String, Duration> USUAL =
      Map.of("break-glass.acknowledge", Duration.ofHours(48));

  ExecutionProperties {
    Map<String, Duration> all = new HashMap<>(USUAL);
    all.putAll(reviewExpiry);
    reviewExpiry = Map.copyOf(all);
  }

  /** The time for a review of this request, where it is not the usual one. */
  Optional<Duration> expiry(ActionRequest request, Instant now) {
    return Optional.ofNullable(reviewExpiry.get(request.effect()))
        .map(expiry -> shorter(expiry, Duration.between(now, request.executeBefore())));
  }

  /** What is approved after the latest time of execution cannot run any more. */
  private static Duration shorter(Duration one, Duration other) {
    return other.isPositive() && other.compareTo(one) < 0 ? other : one;
  }
}
