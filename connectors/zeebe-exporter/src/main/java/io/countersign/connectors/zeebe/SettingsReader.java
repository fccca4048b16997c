package io.countersign.connectors.zeebe;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the exporter's arguments and collects every problem before it complains.
 *
 * <p>Names are compared without case, dashes and underscores, because arguments that come from
 * environment variables have lost them.
 */
final class SettingsReader {

  private static final List<String> NAMES =
      List.of(
          "url",
          "user",
          "password",
          "passwordFile",
          "schema",
          "batchSize",
          "flushInterval",
          "bufferLimit",
          "digestKeyFile");
  private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
  private static final byte[] NO_KEY = new byte[0];

  private final Map<String, String> values = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  private SettingsReader() {}

  /**
   * @throws IllegalArgumentException if anything is wrong; the message lists all of it
   */
  static ExporterSettings read(@Nullable Map<String, Object> arguments) {
    var reader = new SettingsReader();
    reader.flatten("", arguments == null ? Map.of() : arguments);
    reader.refuseUnknown();
    ExporterSettings settings = reader.settings();
    if (!reader.problems.isEmpty()) {
      throw new IllegalArgumentException(
          "The arguments of the Countersign exporter are not usable:\n - "
              + String.join("\n - ", reader.problems));
    }
    return settings;
  }

  private void flatten(String prefix, Map<?, ?> arguments) {
    arguments.forEach(
        (name, value) -> {
          String key = prefix + plain(String.valueOf(name));
          if (value instanceof Map<?, ?> nested) {
            flatten(key, nested);
          } else if (value != null && !value.toString().isBlank()) {
            values.put(key, value.toString().strip());
          }
        });
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]", "");
  }

  private void refuseUnknown() {
    var unknown = new TreeSet<>(values.keySet());
    NAMES.forEach(name -> unknown.remove(plain(name)));
    unknown.forEach(
        name ->
            problems.add(
                "unknown argument '%s'; known are %s".formatted(name, String.join(", ", NAMES))));
  }

  private ExporterSettings settings() {
    int batchSize = integer("batchSize", 500, 1, 10_000);
    int bufferLimit = integer("bufferLimit", 20_000, 2, 10_000_000);
    if (problems.isEmpty() && bufferLimit < 2 * batchSize) {
      problems.add(
          "bufferLimit %d is less than two batches of %d rows; raise it or lower batchSize"
              .formatted(bufferLimit, batchSize));
    }
    String password = value("password");
    Path passwordFile = passwordFile();
    if (password != null && passwordFile != null) {
      problems.add("password and passwordFile are both set; keep one of them");
    }
    return new ExporterSettings(
        url(),
        value("user"),
        password,
        passwordFile,
        schema(),
        batchSize,
        flushInterval(),
        bufferLimit,
        digestKey());
  }

  private @Nullable String value(String name) {
    return values.get(plain(name));
  }

  private String url() {
    String url = value("url");
    if (url == null) {
      problems.add("url is missing; set it to jdbc:postgresql://HOST:PORT/DATABASE");
    } else if (!url.startsWith("jdbc:postgresql:")) {
      problems.add(
          "url '%s' does not start with jdbc:postgresql:".formatted(url.replaceAll("\\?.*", "")));
    }
    return url == null ? "" : url;
  }

  private String schema() {
    String schema = value("schema");
    if (schema == null) {
      return "history";
    }
    if (!SCHEMA.matcher(schema).matches()) {
      problems.add(
          "schema '%s' is not a plain identifier of lower-case letters, digits and underscores"
              .formatted(schema));
    }
    return schema;
  }

  private int integer(String name, int otherwise, int least, int most) {
    String text = value(name);
    if (text == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Named below, together with numbers out of range.
    }
    problems.add("%s '%s' is not a whole number from %d to %d".formatted(name, text, least, most));
    return otherwise;
  }

  private Duration flushInterval() {
    Duration otherwise = Duration.ofMillis(200);
    String text = value("flushInterval");
    if (text == null) {
      return otherwise;
    }
    try {
      Duration interval =
          text.chars().allMatch(Character::isDigit)
              ? Duration.ofMillis(Long.parseLong(text))
              : Duration.parse(text);
      if (interval.toMillis() >= 10 && interval.toMillis() <= 60_000) {
        return interval;
      }
    } catch (DateTimeParseException | NumberFormatException | ArithmeticException notADuration) {
      // Named below, together with durations out of range.
    }
    problems.add(
        "flushInterval '%s' is neither an ISO 8601 duration (PT0.2S) nor milliseconds, from 10 ms to 60 s"
            .formatted(text));
    return otherwise;
  }

  private @Nullable Path passwordFile() {
    String name = value("passwordFile");
    if (name == null) {
      return null;
    }
    Path file = path("passwordFile", name);
    if (file != null && !Files.isReadable(file)) {
      problems.add("passwordFile '%s' does not exist or is not readable".formatted(name));
    }
    return file;
  }

  private byte[] digestKey() {
    String name = value("digestKeyFile");
    if (name == null) {
      problems.add(
          "digestKeyFile is missing; create one with 'openssl rand -hex 32 > FILE' and give the same"
              + " file to every broker");
      return NO_KEY;
    }
    Path file = path("digestKeyFile", name);
    if (file == null) {
      return NO_KEY;
    }
    try {
      byte[] key = key(Files.readAllBytes(file));
      if (key.length != ValueDigest.KEY_BYTES) {
        problems.add(
            "digestKeyFile '%s' does not hold %d bytes, raw or as %d hexadecimal digits"
                .formatted(name, ValueDigest.KEY_BYTES, 2 * ValueDigest.KEY_BYTES));
      }
      return key;
    } catch (IOException unreadable) {
      problems.add(
          "digestKeyFile '%s' cannot be read (%s); create one with 'openssl rand -hex 32 > FILE'"
              .formatted(name, unreadable.getClass().getSimpleName()));
      return NO_KEY;
    }
  }

  private static byte[] key(byte[] content) {
    if (content.length == ValueDigest.KEY_BYTES) {
      return content;
    }
    try {
      return HexFormat.of().parseHex(new String(content, US_ASCII).strip());
    } catch (IllegalArgumentException notHexadecimal) {
      return NO_KEY;
    }
  }

  private @Nullable Path path(String argument, String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException notAPath) {
      problems.add("%s '%s' is not a file name".formatted(argument, name));
      return null;
    }
  }
}
