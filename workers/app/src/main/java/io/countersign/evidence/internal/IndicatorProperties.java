package io.countersign.evidence.internal;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The machine-readable summary of indicators.
 *
 * @param every from one to the next
 * @param window how far each looks back; FedRAMP 20x asks for 7 days (Low) or 3 (Moderate)
 * @param file where each is written as well, replacing the one before; nowhere without it
 */
@ConfigurationProperties("countersign.indicators")
record IndicatorProperties(
    @DefaultValue("1h") Duration every, @DefaultValue("3d") Duration window, @Nullable Path file) {

  IndicatorProperties {
    if (!every.isPositive() || !window.isPositive()) {
      throw new IllegalArgumentException(
          "countersign.indicators.every and .window are %s and %s; give times such as 1h and 3d."
              .formatted(every, window));
    }
  }
}
