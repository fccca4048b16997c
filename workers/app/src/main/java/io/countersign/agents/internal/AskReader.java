package io.countersign.agents.internal;

import io.countersign.requests.Ask;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads what a model asks for. What its schema says was checked before. */
final class AskReader {

  private AskReader() {}

  /**
   * The request.
   *
   * @throws IllegalArgumentException when something is not what it should be; says what
   */
  static Ask read(String caller, Map<String, Object> arguments) {
    return new Ask(
        text(arguments, "effect").orElseThrow(() -> missing("effect")),
        texts(arguments, "target"),
        texts(arguments, "parameters"),
        caller,
        text(arguments, "on_behalf_of"),
        text(arguments, "reason").orElse(""),
        false,
        text(arguments, "valid_for").map(AskReader::duration));
  }

  static Optional<String> text(Map<String, Object> arguments, String name) {
    return Optional.ofNullable(arguments.get(name))
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .filter(text -> !text.isBlank());
  }

  private static Map<String, String> texts(Map<String, Object> arguments, String name) {
    if (!(arguments.get(name) instanceof Map<?, ?> given)) {
      return Map.of();
    }
    Map<String, String> texts = new LinkedHashMap<>();
    given.forEach(
        (key, value) -> {
          if (!(value instanceof String text)) {
            throw new IllegalArgumentException(
                "'" + name + "." + key + "' is not a string. Write it as one.");
          }
          texts.put(String.valueOf(key), text);
        });
    return texts;
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "'valid_for' is no ISO-8601 duration. Write it like PT2H.", e);
    }
  }

  private static IllegalArgumentException missing(String name) {
    return new IllegalArgumentException("'" + name + "' is missing.");
  }
}
