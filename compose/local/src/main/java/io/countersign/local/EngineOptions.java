package io.countersign.local;

import java.time.Duration;
import java.util.Map;

/**
 * How the engine is run.
 *
 * @param timeout time until it must answer
 * @param environment settings beyond addresses and data, as environment variables
 */
record EngineOptions(Duration timeout, Map<String, String> environment) {
  static final EngineOptions NONE = new EngineOptions(Duration.ZERO, Map.of());

  EngineOptions {
    environment = Map.copyOf(environment);
  }
}
