package io.countersign.lineage.internal;

import io.countersign.support.CanonicalJson;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the database, its columns by name. */
record Fields(Map<String, @Nullable Object> row) {

  static List<Fields> of(List<Map<String, Object>> rows) {
    return rows.stream()
        .map(row -> new Fields(new HashMap<String, @Nullable Object>(row)))
        .toList();
  }

  String text(String column) {
    return optional(column)
        .orElseThrow(() -> new IllegalStateException("Column '" + column + "' is empty."));
  }

  Optional<String> optional(String column) {
    return Optional.ofNullable(row.get(column)).map(String::valueOf);
  }

  UUID id(String column) {
    return UUID.fromString(text(column));
  }

  @Nullable Instant time(String column) {
    return switch (row.get(column)) {
      case null -> null;
      case Timestamp at -> at.toInstant();
      case OffsetDateTime at -> at.toInstant();
      case Instant at -> at;
      default -> throw new IllegalStateException("Column '" + column + "' is no time.");
    };
  }

  /** Puts columns that are there into a map, under their names. */
  void copy(Map<String, Object> facts, String... columns) {
    for (String column : columns) {
      Object value = row.get(column);
      Instant at =
          value instanceof Timestamp || value instanceof OffsetDateTime ? time(column) : null;
      if (value != null) {
        facts.put(column, at == null ? value : at.toString());
      }
    }
  }

  /** A column that holds a JSON object; empty where it is none. */
  Map<String, Object> json(String column) {
    try {
      return optional(column).map(CanonicalJson::read).orElseGet(Map::of);
    } catch (RuntimeException damaged) {
      return Map.of();
    }
  }
}
