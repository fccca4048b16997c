package io.countersign.ledger.entry;

import io.countersign.ledger.tile.EntryBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.erdtman.jcs.JsonCanonicalizer;

/** Writes entries as canonical JSON, RFC 8785. */
public final class EntryWriter {
  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private EntryWriter() {}

  /**
   * The bytes that stand in the log.
   *
   * @throws IllegalArgumentException if they are more than {@link EntryBundle#MAX_ENTRY}
   */
  public static byte[] write(Entry entry) {
    byte[] bytes = canonical(fields(entry));
    if (bytes.length > EntryBundle.MAX_ENTRY) {
      throw new IllegalArgumentException(
          "entry %s has %d bytes, at most %d fit; commit to its payloads instead of naming them"
              .formatted(entry.id(), bytes.length, EntryBundle.MAX_ENTRY));
    }
    return bytes;
  }

  private static Map<String, Object> fields(Entry entry) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("format", Entry.FORMAT);
    fields.put("kind", entry.kind());
    fields.put("id", entry.id());
    fields.put("time", TIME.format(entry.time()));
    entry
        .sequence()
        .ifPresent(s -> fields.put("sequence", Map.of("source", s.source(), "number", s.number())));
    entry.action().ifPresent(action -> fields.put("action", action));
    entry.previous().ifPresent(index -> fields.put("previous", index));
    put(fields, "subjects", entry.subjects().stream().map(EntryWriter::subject).toList());
    put(fields, "digests", texts(entry.digests()));
    put(fields, "commitments", texts(entry.commitments()));
    entry.engine().ifPresent(engine -> fields.put("engine", engine(engine)));
    put(fields, "models", entry.models().stream().map(EntryWriter::pinned).toList());
    put(fields, "policies", entry.policies().stream().map(EntryWriter::pinned).toList());
    put(fields, "classes", entry.classes());
    put(fields, "counts", entry.counts());
    return fields;
  }

  private static void put(Map<String, Object> fields, String name, Object value) {
    boolean empty = value instanceof List<?> list ? list.isEmpty() : ((Map<?, ?>) value).isEmpty();
    if (!empty) {
      fields.put(name, value);
    }
  }

  private static Map<String, Object> subject(Subject subject) {
    return Map.of("type", subject.type(), "id", subject.id());
  }

  private static Map<String, Object> pinned(PinnedVersion version) {
    return Map.of(
        "id", version.id(), "version", version.version(), "digest", version.digest().text());
  }

  /** Positions and keys have 64 bits, more than a JSON number keeps: they are decimal strings. */
  private static Map<String, Object> engine(EngineCoordinates engine) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("partition", (long) engine.partition());
    fields.put("position", Long.toString(engine.position()));
    Map<String, String> keys = new TreeMap<>();
    engine.keys().forEach((name, key) -> keys.put(name, Long.toString(key)));
    put(fields, "keys", keys);
    return fields;
  }

  private static Map<String, String> texts(Map<String, ?> values) {
    Map<String, String> texts = new TreeMap<>();
    values.forEach(
        (name, value) ->
            texts.put(
                name,
                value instanceof Digest digest ? digest.text() : ((Commitment) value).text()));
    return texts;
  }

  private static byte[] canonical(Map<String, Object> fields) {
    StringBuilder json = new StringBuilder();
    append(json, fields);
    try {
      return new JsonCanonicalizer(json.toString()).getEncodedUTF8();
    } catch (IOException e) {
      throw new UncheckedIOException("an entry's own JSON cannot be malformed", e);
    }
  }

  private static void append(StringBuilder json, Object value) {
    switch (value) {
      case Map<?, ?> map -> {
        String separator = "{";
        for (Map.Entry<?, ?> field : map.entrySet()) {
          append(json.append(separator), field.getKey());
          append(json.append(':'), field.getValue());
          separator = ",";
        }
        json.append('}');
      }
      case List<?> list -> {
        String separator = "[";
        for (Object element : list) {
          append(json.append(separator), element);
          separator = ",";
        }
        json.append(']');
      }
      case String text ->
          json.append('"').append(text.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
      case Long number -> json.append(number);
      default -> throw new IllegalStateException("not part of an entry: " + value.getClass());
    }
  }
}
