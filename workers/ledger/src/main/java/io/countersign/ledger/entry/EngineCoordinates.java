package io.countersign.ledger.entry;

import java.util.Map;

/**
 * Where the engine's own record of the same thing stands.
 *
 * @param partition partition of the cluster, 1 or more
 * @param position position of the record in that partition, 0 or more
 * @param keys engine keys by name, such as {@code processInstanceKey}; each 0 or more
 */
public record EngineCoordinates(int partition, long position, Map<String, Long> keys) {
  public EngineCoordinates {
    keys = Require.names(keys, "engine keys");
    if (partition < 1 || position < 0 || keys.values().stream().anyMatch(key -> key < 0)) {
      throw new IllegalArgumentException(
          "partition is 1 or more, position and keys are 0 or more: %d, %d, %s"
              .formatted(partition, position, keys));
    }
  }
}
