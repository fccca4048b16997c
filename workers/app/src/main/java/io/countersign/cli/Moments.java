package io.countersign.cli;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Days and moments on the command line, in UTC. */
final class Moments {

  private static final DateTimeFormatter ANY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd['T'HH:mm[:ss]['Z']]");

  private Moments() {}

  /** As the API takes it; a day begins at its midnight. */
  static String read(CommandSpec spec, String text) {
    try {
      TemporalAccessor read = ANY.parseBest(text, LocalDateTime::from, LocalDate::from);
      LocalDateTime at =
          read instanceof LocalDate day ? day.atStartOfDay() : LocalDateTime.from(read);
      return at.toInstant(ZoneOffset.UTC).toString();
    } catch (DateTimeException e) {
      throw new ParameterException(
          spec.commandLine(), "'" + text + "' is no date like 2026-11-01 or 2026-11-01T08:00:00Z.");
    }
  }
}
