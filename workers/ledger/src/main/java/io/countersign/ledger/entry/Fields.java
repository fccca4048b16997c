package io.countersign.ledger.entry;

import io.countersign.ledger.FormatException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes the fields of a JSON object one by one; {@link #end} refuses whatever nobody took. */
final class Fields {
  private final String where;
  private final Map<String, Object> left;

  Fields(String where, Object value) throws FormatException {
    if (!(value instanceof Map<?, ?> map)) {
      throw new FormatException(where + " is not a JSON object");
    }
    this.where = where;
    this.left = new LinkedHashMap<>();
    map.forEach((name, field) -> left.put((String) name, field));
  }

  interface Reading<T> {
    T read(Object value) throws FormatException;
  }

  String string(String name) throws FormatException {
    return required(name, String.class, "string");
  }

  long integer(String name) throws FormatException {
    return required(name, Long.class, "integer");
  }

  boolean has(String name) {
    return left.containsKey(name);
  }

  <T> Optional<T> optional(String name, Reading<T> reading) throws FormatException {
    Object value = left.remove(name);
    return value == null ? Optional.empty() : Optional.of(reading.read(value));
  }

  /** The elements of an array; none if the field is missing, refused if it is empty. */
  <T> List<T> list(String name, Reading<T> reading) throws FormatException {
    if (!has(name)) {
      return List.of();
    }
    List<T> elements = new ArrayList<>();
    for (Object element : (List<?>) required(name, List.class, "array")) {
      elements.add(reading.read(element));
    }
    requireSome(name, elements.isEmpty());
    return elements;
  }

  /** The fields of an object by name; none if the field is missing, refused if it is empty. */
  <T> Map<String, T> map(String name, Reading<T> reading) throws FormatException {
    if (!has(name)) {
      return Map.of();
    }
    Map<String, T> values = new LinkedHashMap<>();
    for (Map.Entry<?, ?> field : ((Map<?, ?>) required(name, Map.class, "object")).entrySet()) {
      values.put((String) field.getKey(), reading.read(field.getValue()));
    }
    requireSome(name, values.isEmpty());
    return values;
  }

  private void requireSome(String name, boolean empty) throws FormatException {
    if (empty) {
      throw new FormatException("%s of %s is empty; leave it out".formatted(name, where));
    }
  }

  private <T> T required(String name, Class<T> type, String typeName) throws FormatException {
    Object value = left.remove(name);
    if (value == null) {
      throw new FormatException("%s has no field %s".formatted(where, name));
    }
    if (!type.isInstance(value)) {
      throw new FormatException("%s of %s is not a JSON %s".formatted(name, where, typeName));
    }
    return type.cast(value);
  }

  void end() throws FormatException {
    if (!left.isEmpty()) {
      throw new FormatException("%s has unknown fields %s".formatted(where, left.keySet()));
    }
  }
}
