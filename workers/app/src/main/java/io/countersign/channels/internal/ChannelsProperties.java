package io.countersign.channels.internal;

import java.net.URI;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is told where.
 *
 * @param consoleUrl where the console is, for links
 * @param consoleOnlyEffects effects that take more assurance than a chat gives
 * @param places for groups without a route: by channel, the conversation in which they are told
 * @param routes by group
 * @param mostDirect the most people of a seat that are written to in person; where there are more,
 *     nobody is
 * @param quietHours when nobody is written to in person, for example {@code 22:00-07:00}
 * @param zone the time zone of these hours
 */
@ConfigurationProperties("countersign.channels")
record ChannelsProperties(
    @Nullable URI consoleUrl,
    @DefaultValue Set<String> consoleOnlyEffects,
    @DefaultValue Map<String, String> places,
    @DefaultValue Map<String, Route> routes,
    @DefaultValue("10") int mostDirect,
    @DefaultValue("") String quietHours,
    @DefaultValue("UTC") ZoneId zone) {

  ChannelsProperties {
    quiet(quietHours);
  }

  /**
   * Where a group is told.
   *
   * @param places by channel, the conversation
   * @param direct whether those on duty are written to in person as well
   */
  record Route(@DefaultValue Map<String, String> places, @DefaultValue("true") boolean direct) {}

  /** From a time of day until another, which may be on the next day. */
  record Quiet(LocalTime from, LocalTime until) {

    boolean covers(LocalTime time) {
      return from.isBefore(until)
          ? !time.isBefore(from) && time.isBefore(until)
          : !time.isBefore(from) || time.isBefore(until);
    }
  }

  Optional<Quiet> quiet() {
    return quiet(quietHours);
  }

  Route route(String group) {
    return routes.getOrDefault(group, new Route(places, true));
  }

  Optional<URI> console(String path) {
    return Optional.ofNullable(consoleUrl)
        .map(uri -> URI.create(uri.toString().replaceFirst("/+$", "") + path));
  }

  private static Optional<Quiet> quiet(String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    String[] times = text.split("-", -1);
    if (times.length != 2) {
      throw unfit(text);
    }
    try {
      return Optional.of(
          new Quiet(LocalTime.parse(times[0].strip()), LocalTime.parse(times[1].strip())));
    } catch (DateTimeParseException e) {
      throw unfit(text);
    }
  }

  private static IllegalArgumentException unfit(String text) {
    return new IllegalArgumentException(
        "countersign.channels.quiet-hours is '" + text + "'; write it as 22:00-07:00.");
  }
}
