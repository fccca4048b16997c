package io.countersign.requests.internal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long requested actions may wait, and who may go ahead without a review.
 *
 * @param validity how long after sealing an action may still run, at most and usually
 * @param breakGlassGroup whose people may go ahead without a review
 * @param breakGlassValidity how long the grant of such an action lives, at most
 * @param acknowledgement how long people have to find that it was justified
 */
@ConfigurationProperties("countersign.requests")
record RequestProperties(
    @DefaultValue("24h") Duration validity,
    @DefaultValue("break-glass") String breakGlassGroup,
    @DefaultValue("15m") Duration breakGlassValidity,
    @DefaultValue("72h") Duration acknowledgement) {

  RequestProperties {
    positive("validity", validity);
    positive("break-glass-validity", breakGlassValidity);
    positive("acknowledgement", acknowledgement);
  }

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(
          "countersign.requests." + name + " is " + value + "; give a positive duration.");
    }
  }

  /** The longest time that an action may wait for its execution. */
  Duration longest(boolean breakGlass) {
    return breakGlass ? breakGlassValidity : validity;
  }
}
