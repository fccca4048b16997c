package io.countersign.actions;

import io.countersign.actions.ActionRequest.Authors;
import io.countersign.actions.ActionRequest.Column;
import io.countersign.actions.ActionRequest.DataFacts;
import io.countersign.actions.ActionRequest.InputDataset;
import io.countersign.spi.Traits;
import io.countersign.support.CanonicalJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a sealed action back from its canonical JSON. */
public final class ActionReader {

  private ActionReader() {}

  /** The canonical content of a request, as it will be sealed. */
  public static String canonical(ActionRequest request) {
    return CanonicalJson.of(request.content());
  }

  /**
   * Reads canonical JSON.
   *
   * @throws IllegalArgumentException when it is not a {@code countersign/action/v1}
   */
  public static ActionRequest read(String canonical) {
    Map<String, Object> json = CanonicalJson.read(canonical);
    if (!SealedAction.TYPE.equals(json.get("type"))) {
      throw new IllegalArgumentException(
          "This is a '" + json.get("type") + "', not a " + SealedAction.TYPE + ".");
    }
    return new ActionRequest(
        text(json, "effect"),
        text(json, "environment"),
        texts(json.get("target")),
        texts(json.get("parameters")),
        Optional.ofNullable(json.get("input")).map(ActionReader::input),
        data(map(json.get("data"))),
        traits(map(json.get("traits"))),
        new Authors(
            text(json, "requestedBy"),
            optional(json, "onBehalfOf"),
            strings(json.get("modifiedBy"))),
        text(json, "reason"),
        Boolean.TRUE.equals(json.get("breakGlass")),
        optional(json, "supersedes"),
        Instant.parse(text(json, "executeBefore")));
  }

  private static Traits traits(Map<?, ?> in) {
    return new Traits(
        Boolean.TRUE.equals(in.get("reversible")),
        optional(in, "window").map(Duration::parse),
        text(in, "trust"));
  }

  private static Optional<String> optional(Map<?, ?> map, String key) {
    return Optional.ofNullable(map.get(key)).map(String::valueOf);
  }

  private static InputDataset input(Object value) {
    Map<?, ?> in = map(value);
    return new InputDataset(
        text(in, "dataset"),
        text(in, "sha256"),
        number(in, "bytes"),
        number(in, "rows"),
        text(in, "sourceSha256"),
        text(in, "maskingPlan"));
  }

  private static DataFacts data(Map<?, ?> in) {
    List<Column> columns = new ArrayList<>();
    for (Object item : list(in.get("columns"))) {
      Map<?, ?> column = map(item);
      columns.add(
          new Column(text(column, "name"), text(column, "class"), text(column, "treatment")));
    }
    return new DataFacts(
        strings(in.get("classes")),
        Boolean.TRUE.equals(in.get("identifiersMasked")),
        number(in, "waivers"),
        number(in, "rowCount"),
        text(in, "residualRisk"),
        columns);
  }

  private static Set<String> strings(@Nullable Object value) {
    Set<String> strings = new HashSet<>();
    list(value).forEach(item -> strings.add(String.valueOf(item)));
    return strings;
  }

  private static Map<String, String> texts(@Nullable Object value) {
    Map<String, String> texts = new HashMap<>();
    map(value).forEach((key, item) -> texts.put(String.valueOf(key), String.valueOf(item)));
    return texts;
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static String text(Map<?, ?> map, String key) {
    return String.valueOf(Objects.requireNonNull(map.get(key), key));
  }

  private static long number(Map<?, ?> map, String key) {
    return map.get(key) instanceof Number number ? number.longValue() : 0;
  }
}
