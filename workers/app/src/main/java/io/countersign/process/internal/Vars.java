package io.countersign.process.internal;

import io.camunda.client.api.response.ActivatedJob;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads variables of a job, with an error that names the one that is missing or wrong. */
final class Vars {

  private Vars() {}

  static UUID uuid(ActivatedJob job, String name) {
    String text = text(job, name).orElse("");
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Variable '" + name + "' of job " + job.getType() + " is '" + text + "', not a UUID.", e);
    }
  }

  /** The action or release that a job serves, where its variables name one. */
  static Optional<UUID> subject(ActivatedJob job) {
    return text(job, "actionId").or(() -> text(job, "releaseId")).flatMap(Vars::parsed);
  }

  private static Optional<UUID> parsed(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static Optional<String> text(ActivatedJob job, String name) {
    Object value = job.getVariablesAsMap().get(name);
    return value == null ? Optional.empty() : Optional.of(value.toString());
  }

  /** A field of an object variable. */
  static Optional<String> text(ActivatedJob job, String name, String field) {
    Object value = job.getVariablesAsMap().get(name);
    return value instanceof Map<?, ?> map
        ? Optional.ofNullable(map.get(field)).map(Object::toString)
        : Optional.empty();
  }

  static UUID uuid(ActivatedJob job, String name, String field) {
    String text = text(job, name, field).orElse("");
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Variable '"
              + name
              + "."
              + field
              + "' of job "
              + job.getType()
              + " is '"
              + text
              + "', not a UUID.",
          e);
    }
  }
}
