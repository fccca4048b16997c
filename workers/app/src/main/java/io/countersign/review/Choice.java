package io.countersign.review;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a reviewer says. */
public enum Choice {
  APPROVE,
  DENY;

  /** Reads {@code approve} or {@code deny}; anything else is no choice. */
  public static Optional<Choice> of(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "approve" -> Optional.of(APPROVE);
      case "deny" -> Optional.of(DENY);
      default -> Optional.empty();
    };
  }

  /** {@code approve} or {@code deny}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
