package io.countersign.local;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/**
 * How the engine is run.
 *
 * @param mainClass class in {@code io.camunda.application}
 * @param heapMegabytes largest heap, in MiB
 * @param timeout time until it must answer
 * @param environment settings beyond addresses and data, as environment variables
 */
record EngineOptions(
    String mainClass,
    int heapMegabytes,
    Duration timeout,
    Function<BrokerPorts, Map<String, String>> environment) {
  static final EngineOptions NONE = new EngineOptions("", 0, Duration.ZERO, ports -> Map.of());
}
