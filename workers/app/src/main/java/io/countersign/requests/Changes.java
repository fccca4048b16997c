package io.countersign.requests;

import java.util.Map;

/**
 * What a reviewer wants differently.
 *
 * @param target fields of the target with their new values
 * @param parameters parameters with their new values
 */
public record Changes(Map<String, String> target, Map<String, String> parameters) {

  public Changes {
    target = Map.copyOf(target);
    parameters = Map.copyOf(parameters);
  }
}
