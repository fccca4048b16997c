package io.countersign.access.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpMethod;

/** The table of who may call what. */
final class AccessTable {

  private static final String FILE = "/io/countersign/access/endpoints.csv";

  private AccessTable() {}

  /**
   * An endpoint.
   *
   * @param endpoint method and path pattern, one space between
   * @param allowed whether each of {@link EndpointSlice#everybody} may
   */
  record Row(String endpoint, Map<String, Boolean> allowed) {

    HttpMethod method() {
      return HttpMethod.valueOf(endpoint.substring(0, endpoint.indexOf(' ')));
    }

    String path() {
      return endpoint.substring(endpoint.indexOf(' ') + 1);
    }

    String examplePath() {
      return path()
          .replace("{index}", "7")
          .replaceAll("\\{[a-z]+}", "6b1d2c3e-0000-4000-8000-000000000001")
          .replace("**", "0/000")
          .replace("*", "7");
    }

    boolean allows(String who) {
      return Objects.requireNonNull(allowed.get(who));
    }

    @Override
    public String toString() {
      return endpoint;
    }
  }

  static List<Row> read() {
    List<String[]> lines;
    try (InputStream file = Objects.requireNonNull(AccessTable.class.getResourceAsStream(FILE))) {
      lines =
          new String(file.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#") && !line.isBlank())
              .map(line -> line.strip().split("\\s*,\\s*"))
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String[] head = lines.getFirst();
    return lines.stream().skip(1).map(line -> row(head, line)).toList();
  }

  private static Row row(String[] head, String[] line) {
    if (line.length != head.length) {
      throw new IllegalArgumentException("A cell is missing or too many: " + Arrays.toString(line));
    }
    Map<String, Boolean> allowed = new LinkedHashMap<>();
    for (int column = 1; column < head.length; column++) {
      allowed.put(
          head[column],
          switch (line[column]) {
            case "y" -> true;
            case "-" -> false;
            default -> throw new IllegalArgumentException(Arrays.toString(line));
          });
    }
    return new Row(line[0].replaceAll("\\s+", " "), allowed);
  }
}
