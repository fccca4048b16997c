package io.countersign.spi;

import java.util.List;
import java.util.Map;

/**
 * What an effect would do, computed by the effect itself and not taken from the requester.
 *
 * @param exact what will be done, word for word and in order: the statements or the request, with
 *     secrets by name
 * @param revert the same for taking it back; empty when it cannot be
 * @param reach how much of the world it touches, as label and value, for example {@code tables
 *     readable} and {@code 14}
 * @param warnings sentences that a reviewer must not miss
 */
public record Preview(
    List<String> exact, List<String> revert, Map<String, String> reach, List<String> warnings) {

  public Preview {
    exact = List.copyOf(exact);
    revert = List.copyOf(revert);
    reach = Map.copyOf(reach);
    warnings = List.copyOf(warnings);
  }
}
