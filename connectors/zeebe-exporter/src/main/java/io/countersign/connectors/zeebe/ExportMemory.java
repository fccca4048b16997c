package io.countersign.connectors.zeebe;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the broker remembers for the exporter, together with the acknowledged position: the last
 * stored position. With it the chain of previous positions goes on unbroken after a restart,
 * whatever was done to the table meanwhile.
 */
final class ExportMemory {

  private static final ObjectMapper JSON = new JsonMapper();
  private static final String STORED = "storedPosition";

  private ExportMemory() {}

  static byte[] of(long storedPosition) {
    return "{\"version\":1,\"%s\":%d}".formatted(STORED, storedPosition).getBytes(UTF_8);
  }

  /** Returns null if there is nothing to remember, or if it is not ours. */
  static @Nullable Long storedPosition(byte[] metadata) {
    try {
      JsonNode stored = JSON.readTree(metadata).path(STORED);
      return stored.isIntegralNumber() && stored.longValue() > 0 ? stored.longValue() : null;
    } catch (JacksonException notOurs) {
      return null;
    }
  }
}
