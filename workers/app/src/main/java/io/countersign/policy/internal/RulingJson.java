package io.countersign.policy.internal;

import io.countersign.policy.Assurance;
import io.countersign.policy.Ruling;
import io.countersign.policy.Ruling.Basis;
import io.countersign.policy.Ruling.Requirement;
import io.countersign.support.CanonicalJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A ruling as JSON, and back. */
final class RulingJson {

  private RulingJson() {}

  static String write(Ruling ruling) {
    Map<String, Object> json = new LinkedHashMap<>();
    switch (ruling) {
      case Ruling.Permitted permitted -> json.put("kind", "permitted");
      case Ruling.Refused refused -> json.put("kind", "refused");
      case Ruling.NeedsReview review -> {
        json.put("kind", "review");
        json.put(
            "requirements",
            review.requirements().stream()
                .map(r -> Map.of("group", r.group(), "people", r.people()))
                .toList());
        if (review.assurance() != Assurance.CHAT) {
          json.put("assurance", review.assurance().wireName());
        }
      }
    }
    Basis basis = ruling.basis();
    json.put("decisionId", basis.decisionId());
    json.put("version", basis.version());
    // Keys exceed what JSON numbers carry exactly (2^53), so they travel as text.
    json.put("key", Long.toString(basis.key()));
    basis.digest().ifPresent(digest -> json.put("digest", digest));
    json.put("rules", basis.rules());
    json.put("controls", basis.controls());
    json.put("why", basis.why());
    return CanonicalJson.of(json);
  }

  static Ruling read(String content) {
    Map<String, Object> json = CanonicalJson.read(content);
    Basis basis =
        new Basis(
            String.valueOf(json.get("decisionId")),
            ((Number) value(json, "version")).intValue(),
            Long.parseLong(String.valueOf(json.get("key"))),
            Optional.ofNullable(json.get("digest")).map(String::valueOf),
            texts(json.get("rules")),
            texts(json.get("controls")),
            texts(json.get("why")));
    return switch (String.valueOf(json.get("kind"))) {
      case "permitted" -> new Ruling.Permitted(basis);
      case "review" ->
          new Ruling.NeedsReview(
              requirements(json.get("requirements")),
              Assurance.of(
                  Optional.ofNullable(json.get("assurance")).map(String::valueOf).orElse("")),
              basis);
      default -> new Ruling.Refused(basis);
    };
  }

  private static List<Requirement> requirements(@Nullable Object value) {
    return value instanceof List<?> list
        ? list.stream()
            .map(item -> (Map<?, ?>) item)
            .map(
                item ->
                    new Requirement(
                        String.valueOf(item.get("group")),
                        ((Number) value(item, "people")).intValue()))
            .toList()
        : List.of();
  }

  private static Object value(Map<?, ?> map, String key) {
    Object value = map.get(key);
    if (value == null) {
      throw new IllegalStateException("A stored ruling has no '" + key + "'.");
    }
    return value;
  }

  private static List<String> texts(@Nullable Object value) {
    return value instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }
}
