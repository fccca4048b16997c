package io.countersign.connectors.teams;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON objects, read with suspicion: what is of another type than expected is not there. */
record Json(Map<String, ?> values) {

  static final Json EMPTY = new Json(Map.of());

  /** The object of these bytes; empty where they are none. */
  static Optional<Json> read(byte[] utf8) {
    try {
      return read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  static Optional<Json> read(String text) {
    try {
      return Optional.ofNullable(JSONObjectUtils.parse(text)).map(Json::new);
    } catch (ParseException e) {
      return Optional.empty();
    }
  }

  Json at(String name) {
    return of(values.get(name));
  }

  private static Json of(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      return EMPTY;
    }
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach(
        (key, item) -> {
          if (item != null) {
            copy.put(String.valueOf(key), item);
          }
        });
    return new Json(copy);
  }

  /** A text; empty where there is none or it is blank. */
  Optional<String> text(String name) {
    return values.get(name) instanceof String text && !text.isBlank()
        ? Optional.of(text)
        : Optional.empty();
  }

  Optional<Number> number(String name) {
    return values.get(name) instanceof Number number ? Optional.of(number) : Optional.empty();
  }

  List<Json> objects(String name) {
    return values.get(name) instanceof List<?> list
        ? list.stream().filter(Map.class::isInstance).map(Json::of).toList()
        : List.of();
  }

  List<String> texts(String name) {
    return values.get(name) instanceof List<?> list
        ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }

  static String write(Map<String, ?> object) {
    return JSONObjectUtils.toJSONString(object);
  }
}
