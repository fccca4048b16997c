package io.countersign.record.internal;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A row of the database, its columns by name. */
record Row(Map<String, Object> columns) {

  Optional<String> optional(String column) {
    return Optional.ofNullable(columns.get(column)).map(String::valueOf);
  }

  /** A column that is never null. */
  String text(String column) {
    return optional(column)
        .orElseThrow(() -> new IllegalStateException("Column '" + column + "' is empty."));
  }

  UUID uuid(String column) {
    return UUID.fromString(text(column));
  }

  long number(String column) {
    return Long.parseLong(text(column));
  }

  Instant time(String column) {
    Object value = columns.get(column);
    return switch (value) {
      case Timestamp stamp -> stamp.toInstant();
      case OffsetDateTime time -> time.toInstant();
      case null, default ->
          throw new IllegalStateException("Column '" + column + "' holds no time: " + value);
    };
  }
}
