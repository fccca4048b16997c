package io.countersign.history.internal;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where process history is.
 *
 * @param schema the schema that the exporter writes to
 * @param digestKeyFile the exporter's digest key, so that values can be compared with digests
 */
@ConfigurationProperties("countersign.history")
record HistoryProperties(@DefaultValue("history") String schema, Path digestKeyFile) {

  HistoryProperties {
    if (!schema.matches("[a-z_][a-z0-9_]{0,62}")) {
      throw new IllegalArgumentException(
          "countersign.history.schema is '" + schema + "', which is no plain schema name.");
    }
  }
}
