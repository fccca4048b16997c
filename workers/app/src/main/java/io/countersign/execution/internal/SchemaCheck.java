package io.countersign.execution.internal;

import io.countersign.spi.EffectSchema;
import io.countersign.spi.EffectSchema.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Holds an action to its effect's schema: nothing missing, nothing unknown, nothing unsealable. */
final class SchemaCheck {

  private SchemaCheck() {}

  static List<String> problems(
      EffectSchema schema, Map<String, String> target, Map<String, String> parameters) {
    List<String> problems = new ArrayList<>();
    check("target", schema.target(), target, problems);
    check("parameter", schema.parameters(), parameters, problems);
    return problems;
  }

  private static void check(
      String kind, List<Field> fields, Map<String, String> values, List<String> problems) {
    for (Field field : fields) {
      if (field.required() && values.getOrDefault(field.name(), "").isBlank()) {
        problems.add("The " + kind + " '" + field.name() + "' is missing. " + field.description());
      }
    }
    new TreeMap<>(values)
        .forEach(
            (name, value) ->
                fields.stream()
                    .filter(field -> field.covers(name))
                    .findFirst()
                    .ifPresentOrElse(
                        field -> check(kind, field, name, value, problems),
                        () -> problems.add(unknown(kind, name, fields))));
  }

  private static void check(
      String kind, Field field, String name, String value, List<String> problems) {
    if (value.length() > field.longest()) {
      problems.add(
          "The "
              + kind
              + " '"
              + name
              + "' has "
              + value.length()
              + " characters; "
              + field.longest()
              + " are the most.");
    } else if (value.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
      problems.add("The " + kind + " '" + name + "' holds a NUL or half of a character.");
    } else if (field.format().isPresent() && !field.format().get().matcher(value).matches()) {
      problems.add("The " + kind + " '" + name + "' is '" + value + "'. " + field.description());
    }
  }

  private static String unknown(String kind, String name, List<Field> fields) {
    return "The "
        + kind
        + " '"
        + name
        + "' means nothing here. Known: "
        + String.join(", ", fields.stream().map(Field::name).toList())
        + ".";
  }
}
