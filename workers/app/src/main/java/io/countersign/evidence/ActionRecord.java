package io.countersign.evidence;

import io.countersign.support.CanonicalJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is on record about one action, as plain JSON values: what was asked for, what
 * policy said, who decided, what came of it, where it stands in the ledger, what is wrong with it.
 *
 * @param content the document, {@code countersign/record/v1}
 */
public record ActionRecord(Map<String, Object> content) {

  /** The document's type. */
  public static final String TYPE = "countersign/record/v1";

  /**
   * The value at a path of names and list positions, for example {@code reviews.0.seats.1.vote}.
   */
  public Optional<Object> at(String path) {
    Object found = content;
    for (String step : path.split("\\.", -1)) {
      found = step(found, step);
    }
    return Optional.ofNullable(found);
  }

  private static @Nullable Object step(@Nullable Object from, String step) {
    if (from instanceof Map<?, ?> map) {
      return map.get(step);
    }
    if (from instanceof List<?> list) {
      int index = Integer.parseInt(step);
      return index < list.size() ? list.get(index) : null;
    }
    return null;
  }

  /** How many elements the list at this path has; 0 where there is none. */
  public int size(String path) {
    return at(path).orElse(List.of()) instanceof List<?> list ? list.size() : 0;
  }

  /** SHA-256 over the canonical JSON of the document, with prefix. */
  public String digest() {
    return CanonicalJson.digest(CanonicalJson.of(content));
  }
}
