package io.countersign.review.internal;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long reviews may take.
 *
 * @param expiry from opening to expiry, which is a denial
 * @param escalation for a group, the group that may fill its seats as well once it is late
 * @param longestDelegation for how long, at most, someone may let another decide in their place
 * @param freshFor for how long a sign-in counts as fresh where policy asks for a fresh one
 */
@ConfigurationProperties("countersign.review")
record ReviewProperties(
    @DefaultValue("4h") Duration expiry,
    @DefaultValue Map<String, String> escalation,
    @DefaultValue("30d") Duration longestDelegation,
    @DefaultValue("5m") Duration freshFor) {

  ReviewProperties {
    if (expiry.isNegative() || expiry.isZero()) {
      throw new IllegalArgumentException(
          "countersign.review.expiry is " + expiry + "; give a positive duration such as 4h.");
    }
    if (freshFor.isNegative() || freshFor.isZero()) {
      throw new IllegalArgumentException(
          "countersign.review.fresh-for is " + freshFor + "; give a positive duration such as 5m.");
    }
    if (longestDelegation.isNegative()) {
      throw new IllegalArgumentException(
          "countersign.review.longest-delegation is "
              + longestDelegation
              + "; give a duration such as 30d, or 0s to allow none.");
    }
  }
}
