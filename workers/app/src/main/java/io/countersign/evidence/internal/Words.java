package io.countersign.evidence.internal;

import java.text.NumberFormat;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Numbers, moments and lists as people write them. */
final class Words {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMMM uuuu 'at' HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Words() {}

  /** With its thousands set apart. */
  static String number(long number) {
    return NumberFormat.getIntegerInstance(Locale.ENGLISH).format(number);
  }

  /** A number, or "no", and its noun. */
  static String count(long number, String one, String many) {
    return (number == 0 ? "no" : number(number)) + " " + (number == 1 ? one : many);
  }

  static String moment(Instant at) {
    return MOMENT.format(at);
  }

  /** A period of the calendar, such as "6 years and 1 month". */
  static String period(Period period) {
    List<String> parts =
        Stream.of(
                part(period.getYears(), "year"),
                part(period.getMonths(), "month"),
                part(period.getDays(), "day"))
            .flatMap(Optional::stream)
            .toList();
    return parts.isEmpty() ? "no time" : list(parts);
  }

  private static Optional<String> part(int number, String unit) {
    return number == 0 ? Optional.empty() : Optional.of(count(number, unit, unit + "s"));
  }

  /** Joined as a sentence joins them. */
  static String list(List<String> parts) {
    return parts.size() < 2
        ? String.join("", parts)
        : String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.getLast();
  }
}
