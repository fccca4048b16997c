package io.countersign.spi;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What an effect is asked to do: the executable part of a sealed action.
 *
 * @param executionId identifies one execution across retries and restarts
 * @param actionDigest digest of the sealed action, {@code sha256:<hex>}
 * @param target where the effect lands, as sealed
 * @param parameters how, as sealed
 * @param input the dataset revision that the effect reads, when it reads one
 * @param facts what a receipt should repeat for its readers (counts, digests, classes); never data
 */
public record EffectRequest(
    UUID executionId,
    String actionDigest,
    Map<String, String> target,
    Map<String, String> parameters,
    Optional<InputRevision> input,
    Map<String, Object> facts) {

  public EffectRequest {
    target = Map.copyOf(target);
    parameters = Map.copyOf(parameters);
    facts = Map.copyOf(facts);
  }

  /**
   * A file whose content is fixed by its digest.
   *
   * @param name the dataset's name
   * @param path where the application keeps the file
   * @param sha256 lower-case hex SHA-256 of the content
   * @param bytes size of the content
   */
  public record InputRevision(String name, Path path, String sha256, long bytes) {}

  /**
   * The sealed target value of this name.
   *
   * @throws IllegalArgumentException when the action was sealed without it
   */
  public String target(String name) {
    String value = target.get(name);
    if (value == null) {
      throw new IllegalArgumentException("The action has no target '" + name + "'.");
    }
    return value;
  }
}
