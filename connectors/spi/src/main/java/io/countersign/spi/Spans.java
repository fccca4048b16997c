package io.countersign.spi;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** Spans of time as people read them. */
public final class Spans {

  private Spans() {}

  /** A span to the second, such as {@code 1 hour 30 minutes}; {@code 0 seconds} for less. */
  public static String inWords(Duration span) {
    List<String> parts = new ArrayList<>();
    part(parts, span.toDays(), "day");
    part(parts, span.toHoursPart(), "hour");
    part(parts, span.toMinutesPart(), "minute");
    part(parts, span.toSecondsPart(), "second");
    return parts.isEmpty() ? "0 seconds" : String.join(" ", parts);
  }

  /** A span in ISO 8601, such as {@code PT30M}; what is none is shown as it is. */
  public static String inWords(String span) {
    try {
      return inWords(Duration.parse(span));
    } catch (DateTimeParseException e) {
      return span;
    }
  }

  private static void part(List<String> parts, long number, String unit) {
    if (number > 0) {
      parts.add(number + " " + unit + (number == 1 ? "" : "s"));
    }
  }
}
