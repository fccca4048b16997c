package io.countersign.connectors.postgres;

import io.countersign.spi.EffectContext;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The databases that actions may name, as the operator set them under {@code
 * postgres.connections.<name>}.
 *
 * @param byName each by its name
 * @param longestWindow the longest that a role may be granted for
 */
record Databases(Map<String, Database> byName, Duration longestWindow) {

  private static final String PREFIX = "postgres.";
  private static final Pattern SETTING =
      Pattern.compile("connections\\.([A-Za-z0-9_-]+)\\.([a-z.-]+)");
  private static final Set<String> KNOWN =
      Set.of("url", "user", "password-secret", "trust", "grantable-roles", "export-schemas");
  private static final Set<String> LEVELS = Set.of("internal", "partner", "public");
  private static final Pattern CREDENTIALS =
      Pattern.compile("[?&](user|password|sslpassword)=|//[^/]*@", Pattern.CASE_INSENSITIVE);

  /**
   * Reads the settings.
   *
   * @throws IllegalArgumentException when one makes no sense
   */
  static Databases read(EffectContext context) {
    Map<String, Map<String, String>> read = new TreeMap<>();
    context
        .settings()
        .forEach(
            (name, value) -> {
              if (name.startsWith(PREFIX) && !name.equals(PREFIX + "longest-window")) {
                Matcher setting = SETTING.matcher(name.substring(PREFIX.length()));
                if (!setting.matches() || !KNOWN.contains(setting.group(2))) {
                  throw bad(name, value, "It means nothing here. Remove it.");
                }
                read.computeIfAbsent(setting.group(1), n -> new TreeMap<>())
                    .put(setting.group(2), value);
              }
            });
    Map<String, Database> databases = new TreeMap<>();
    read.forEach((name, values) -> databases.put(name, database(name, values, context)));
    return new Databases(databases, longestWindow(context.settings()));
  }

  private static Database database(String name, Map<String, String> values, EffectContext context) {
    String prefix = PREFIX + "connections." + name + ".";
    String url = values.getOrDefault("url", "");
    if (!url.startsWith("jdbc:postgresql:") || CREDENTIALS.matcher(url).find()) {
      // A password may stand in it: not repeated.
      throw new IllegalArgumentException(
          "countersign.effects."
              + prefix
              + "url must be of the form jdbc:postgresql://host:port/database and name neither"
              + " user nor password. Set those with 'user' and 'password-secret'.");
    }
    String user = values.getOrDefault("user", "");
    if (user.isBlank()) {
      throw bad(prefix + "user", user, "Set it to the connector's role.");
    }
    String trust = values.getOrDefault("trust", "").toLowerCase(Locale.ROOT);
    if (!LEVELS.contains(trust)) {
      throw bad(prefix + "trust", trust, "Set it to internal, partner or public.");
    }
    return new Database(
        name,
        url,
        user,
        Optional.ofNullable(values.get("password-secret")).filter(s -> !s.isBlank()),
        trust,
        list(values.get("grantable-roles")),
        list(values.get("export-schemas")),
        context.secrets());
  }

  private static Set<String> list(@Nullable String value) {
    return value == null
        ? Set.of()
        : Arrays.stream(value.split(",", -1))
            .map(String::strip)
            .filter(s -> !s.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Duration longestWindow(Map<String, String> settings) {
    String value = settings.getOrDefault(PREFIX + "longest-window", "PT8H");
    try {
      Duration longest = Duration.parse(value);
      if (longest.compareTo(Duration.ofSeconds(1)) >= 0
          && longest.compareTo(Duration.ofDays(366)) <= 0) {
        return longest;
      }
    } catch (DateTimeParseException e) {
      throw badWindow(value, e);
    }
    throw badWindow(value, null);
  }

  private static IllegalArgumentException badWindow(String value, @Nullable Exception cause) {
    IllegalArgumentException bad =
        bad(
            PREFIX + "longest-window",
            value,
            "Write a duration from PT1S to P366D, for example PT8H.");
    if (cause != null) {
      bad.initCause(cause);
    }
    return bad;
  }

  private static IllegalArgumentException bad(String name, String value, String remedy) {
    return new IllegalArgumentException(
        "countersign.effects." + name + " is '" + value + "'. " + remedy);
  }

  Optional<Database> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** What to tell someone who names a database that is not there. */
  String unknown(String name) {
    return "There is no connection '"
        + name
        + "'. Known: "
        + String.join(", ", byName.keySet())
        + ".";
  }
}
