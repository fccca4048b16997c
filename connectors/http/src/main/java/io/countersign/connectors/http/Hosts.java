package io.countersign.connectors.http;

import io.countersign.spi.EffectContext;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The hosts that actions may talk to, as the operator set them under {@code http.hosts.<n>}.
 *
 * @param timeout the longest that a request may take, answer included
 * @param uploadTimeout the same for a dataset
 */
record Hosts(List<Host> all, Duration timeout, Duration uploadTimeout) {

  private static final String PREFIX = "http.";
  private static final Pattern SETTING = Pattern.compile("hosts\\.([A-Za-z0-9_-]+)\\.([a-z-]+)");
  private static final Set<String> KNOWN =
      Set.of("host", "trust", "scheme", "allow-private", "secrets", "ca-file");
  private static final Set<String> LEVELS = Set.of("internal", "partner", "public");
  private static final Pattern HOST =
      Pattern.compile(
          "((?:\\*\\.)?[a-z0-9][a-z0-9.-]*[a-z0-9]|[a-z0-9]|\\[[0-9a-f:.]+])(?::(\\d{1,5}))?");

  /**
   * Reads the settings.
   *
   * @throws IllegalArgumentException when one makes no sense
   */
  static Hosts read(EffectContext context) {
    Map<String, Map<String, String>> read = new TreeMap<>();
    context
        .settings()
        .forEach(
            (name, value) -> {
              if (name.startsWith(PREFIX) && !name.endsWith("timeout")) {
                Matcher setting = SETTING.matcher(name.substring(PREFIX.length()));
                if (!setting.matches() || !KNOWN.contains(setting.group(2))) {
                  throw bad(name, value, "It means nothing here. Remove it.");
                }
                read.computeIfAbsent(setting.group(1), n -> new TreeMap<>())
                    .put(setting.group(2), value.strip());
              }
            });
    List<Host> hosts = new ArrayList<>();
    read.forEach((n, values) -> hosts.add(host(PREFIX + "hosts." + n + ".", values)));
    return new Hosts(
        List.copyOf(hosts),
        duration(context.settings(), PREFIX + "timeout", "PT30S"),
        duration(context.settings(), PREFIX + "upload-timeout", "PT1H"));
  }

  private static Host host(String prefix, Map<String, String> values) {
    String scheme = values.getOrDefault("scheme", "https");
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw bad(prefix + "scheme", scheme, "Set it to https or http.");
    }
    String text = values.getOrDefault("host", "");
    Matcher host = HOST.matcher(text.toLowerCase(Locale.ROOT));
    if (!host.matches()) {
      throw bad(
          prefix + "host", text, "Write api.example.org, api.example.org:8443 or *.example.org.");
    }
    String trust = values.getOrDefault("trust", "");
    if (!LEVELS.contains(trust)) {
      throw bad(prefix + "trust", trust, "Set it to internal, partner or public.");
    }
    String allowPrivate = values.getOrDefault("allow-private", "false");
    if (!Set.of("true", "false").contains(allowPrivate)) {
      throw bad(prefix + "allow-private", allowPrivate, "Set it to true or false.");
    }
    return new Host(
        host.group(1).replaceAll("[\\[\\]]", ""),
        host.group(2) == null ? Url.defaultPort(scheme) : Integer.parseInt(host.group(2)),
        scheme,
        trust,
        allowPrivate.equals("true"),
        Arrays.stream(values.getOrDefault("secrets", "").split(",", -1))
            .map(String::strip)
            .filter(s -> !s.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new)),
        Tls.trusting(prefix + "ca-file", Optional.ofNullable(values.get("ca-file"))));
  }

  private static Duration duration(Map<String, String> settings, String name, String usual) {
    String value = settings.getOrDefault(name, usual);
    try {
      Duration duration = Duration.parse(value);
      if (duration.isPositive() && duration.compareTo(Duration.ofDays(1)) <= 0) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      IllegalArgumentException bad = bad(name, value, "Write a duration such as PT30S.");
      bad.initCause(e);
      throw bad;
    }
    throw bad(name, value, "Write a duration of at most a day, such as PT30S.");
  }

  private static IllegalArgumentException bad(String name, String value, String remedy) {
    return new IllegalArgumentException(
        "countersign.effects." + name + " is '" + value + "'. " + remedy);
  }

  /** The entry that lets actions talk to this URL's host; an exact name before a pattern. */
  Optional<Host> find(Url url) {
    return all.stream()
        .filter(host -> host.covers(url))
        .min((a, b) -> Boolean.compare(a.name().startsWith("*."), b.name().startsWith("*.")));
  }

  /** What to tell someone who names a host that is not listed. */
  String unknown(Url url) {
    return "'"
        + url.scheme()
        + "://"
        + url.authority()
        + "' is not among the hosts that the operator lets be talked to: "
        + all
        + ".";
  }
}
