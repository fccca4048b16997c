package io.countersign.connectors.zeebe;

import org.jspecify.annotations.Nullable;

/** Replaces what PostgreSQL cannot store in text: NUL and halves of surrogate pairs. */
final class SafeText {

  private static final char REPLACEMENT = '\uFFFD';

  private SafeText() {}

  static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        return replaced(text);
      }
    }
    return text;
  }

  /** The same, with null for null and for the engine's "nothing", the empty string. */
  static @Nullable String orNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : of(text);
  }

  private static String replaced(String text) {
    var out = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF) ? REPLACEMENT : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }
}
