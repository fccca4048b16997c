package io.countersign.spi;

import java.util.Map;

/**
 * What an effect left behind: references, digests and counts, never data.
 *
 * @param facts values of JSON types (string, number, boolean)
 */
public record EffectReceipt(Map<String, Object> facts) {

  public EffectReceipt {
    facts = Map.copyOf(facts);
  }
}
