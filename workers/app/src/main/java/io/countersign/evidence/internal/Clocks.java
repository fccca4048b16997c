package io.countersign.evidence.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How far the clocks of engine, database and application are apart. Times of different sources can
 * be put in order only as far as these agree.
 */
@Component
class Clocks {

  private final JdbcClient jdbc;
  private final String schema;
  private final Clock clock;

  Clocks(
      JdbcClient jdbc, @Value("${countersign.history.schema:history}") String schema, Clock clock) {
    if (!schema.matches("[a-z_][a-z0-9_]*")) {
      throw new IllegalArgumentException(
          "Setting 'countersign.history.schema' is '" + schema + "', which is no schema's name.");
    }
    this.jdbc = jdbc;
    this.schema = schema;
    this.clock = clock;
  }

  /**
   * Differences in milliseconds. The engine's is the smallest one between a record's time and its
   * arrival in the database: what is left when nothing waited; below zero the engine is ahead.
   */
  Map<String, Object> differences(Instant from, Instant to) {
    Map<String, Object> content = new LinkedHashMap<>();
    engine(from, to).ifPresent(millis -> content.put("databaseAheadOfEngineMillis", millis));
    Instant database =
        jdbc.sql("select clock_timestamp()").query(OffsetDateTime.class).single().toInstant();
    content.put(
        "applicationAheadOfDatabaseMillis", Duration.between(database, clock.instant()).toMillis());
    return content;
  }

  private Optional<Long> engine(Instant from, Instant to) {
    boolean missing =
        jdbc.sql("select to_regclass(?) is null")
            .param(schema + ".record")
            .query(Boolean.class)
            .single();
    if (missing) {
      return Optional.empty();
    }
    return jdbc.sql(
            """
            select cast(min(extract(epoch from exported_at - ts)) * 1000 as bigint) as millis
            from %s.record where ts >= ? and ts < ?
            """
                .formatted(schema))
        .params(from.atOffset(ZoneOffset.UTC), to.atOffset(ZoneOffset.UTC))
        .query((row, n) -> Optional.ofNullable((Long) row.getObject("millis")))
        .single();
  }
}
