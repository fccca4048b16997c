package io.countersign.console.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A moment as pages show it, with its time zone. A script adds the reader's own.
 *
 * @param iso for machines, such as {@code 2026-11-23T16:10:00Z}
 * @param text for people, such as {@code 23 Nov 2026, 16:10 UTC}
 */
record Moment(String iso, String text) {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final long HOURS_SHOWN_AS_DAYS = 48;

  static Moment of(Instant at) {
    return new Moment(at.toString(), FORMAT.format(at));
  }

  /** From text that JSON holds; what is no moment is shown as it is. */
  static Moment read(String text) {
    try {
      return of(Instant.parse(text));
    } catch (java.time.format.DateTimeParseException e) {
      return new Moment("", text);
    }
  }

  /** How much time is left, such as {@code 2 h 10 min}; {@code no time} when there is none. */
  static String left(Instant now, Instant until) {
    return now.isBefore(until) ? length(Duration.between(now, until)) : "no time";
  }

  /** A length of time in at most two units. */
  static String length(Duration length) {
    long hours = length.toHours();
    if (hours >= HOURS_SHOWN_AS_DAYS) {
      return length.toDays() + " days";
    }
    if (hours > 0) {
      return hours + " h " + length.toMinutesPart() + " min";
    }
    return length.toMinutes() > 0 ? length.toMinutes() + " min" : length.toSeconds() + " s";
  }
}
