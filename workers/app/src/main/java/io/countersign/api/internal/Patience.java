package io.countersign.api.internal;

import io.countersign.api.internal.Problems.Rejected;
import io.countersign.support.Waiting;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the parameter {@code wait}. */
final class Patience {

  private static final Pattern SECONDS = Pattern.compile("(\\d{1,3})s");

  private Patience() {}

  /** How long to wait; zero where it is left out. */
  static Duration of(@Nullable String text) {
    if (text == null) {
      return Duration.ZERO;
    }
    Matcher seconds = SECONDS.matcher(text);
    if (!seconds.matches() || Integer.parseInt(seconds.group(1)) > Waiting.LONGEST.toSeconds()) {
      throw Rejected.malformed(
          "'wait' is '" + Problems.echo(text) + "'; write seconds up to 25s, such as 10s.");
    }
    return Duration.ofSeconds(Integer.parseInt(seconds.group(1)));
  }
}
