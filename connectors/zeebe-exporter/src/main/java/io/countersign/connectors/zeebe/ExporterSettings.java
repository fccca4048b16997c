package io.countersign.connectors.zeebe;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The exporter's validated arguments.
 *
 * @param url JDBC address of the database, {@code jdbc:postgresql://…}
 * @param passwordFile read at every connection, so that a password can be rotated
 * @param schema where the tables are; a plain lower-case identifier
 * @param batchSize most rows in one transaction, 1 to 10,000
 * @param flushInterval longest time that a row waits for its batch to fill, 10 ms to 60 s
 * @param bufferLimit most rows in memory before exporting pauses, at least two batches
 * @param digestKey 32 secret bytes
 */
record ExporterSettings(
    String url,
    @Nullable String user,
    @Nullable String password,
    @Nullable Path passwordFile,
    String schema,
    int batchSize,
    Duration flushInterval,
    int bufferLimit,
    byte[] digestKey) {

  /** The address without its parameters, which may hold a password. */
  String address() {
    int parameters = url.indexOf('?');
    return parameters < 0 ? url : url.substring(0, parameters);
  }

  /** Names no secret. */
  @Override
  public String toString() {
    return "%s, schema %s, batches of %d rows or %d ms, at most %d rows in memory"
        .formatted(address(), schema, batchSize, flushInterval.toMillis(), bufferLimit);
  }
}
