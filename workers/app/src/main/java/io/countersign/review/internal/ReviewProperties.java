package io.countersign.review.internal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long reviews may take.
 *
 * @param expiry from opening to expiry, which is a denial
 */
@ConfigurationProperties("countersign.review")
record ReviewProperties(@DefaultValue("4h") Duration expiry) {

  ReviewProperties {
    if (expiry.isNegative() || expiry.isZero()) {
      throw new IllegalArgumentException(
          "countersign.review.expiry is " + expiry + "; give a positive duration such as 4h.");
    }
  }
}
