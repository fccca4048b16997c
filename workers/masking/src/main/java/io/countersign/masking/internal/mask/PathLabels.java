package io.countersign.masking.internal.mask;

import io.countersign.masking.internal.detect.HeaderWords;
import java.util.Locale;
import java.util.Set;

/** What of a nested path says what its values are: the last name, unless it says nothing alone. */
final class PathLabels {
  private static final Set<String> VAGUE =
      Set.of(
          "name", "value", "type", "code", "key", "id", "no", "nr", "number", "title", "text",
          "line", "line1", "line2", "label", "full", "first", "last", "date", "email", "phone");

  private PathLabels() {}

  /** {@code address.city} gives city, {@code company.name} gives company_name. */
  static String label(String path) {
    String[] names = path.replace("[]", "").split("(?<!\\\\)\\.", -1);
    String last = names[names.length - 1];
    boolean alone = names.length == 1 || !VAGUE.contains(last.toLowerCase(Locale.ROOT));
    if (alone && (names.length == 1 || HeaderWords.lookup(last) != null)) {
      return last;
    }
    return names[names.length - 2] + "_" + last;
  }
}
