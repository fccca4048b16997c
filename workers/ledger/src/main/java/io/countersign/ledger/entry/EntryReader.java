package io.countersign.ledger.entry;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.note.Lines;
import io.countersign.ledger.tile.EntryBundle;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads entries strictly: what it does not know, it refuses. */
public final class EntryReader {
  private EntryReader() {}

  /**
   * Reads the bytes of an entry.
   *
   * @throws FormatException if they are over the limit, not canonical JSON, of another version, or
   *     a field is unknown, missing, empty or malformed
   */
  public static Entry read(byte[] bytes) throws FormatException {
    if (bytes.length > EntryBundle.MAX_ENTRY) {
      throw new FormatException(
          "an entry has at most %d bytes, not %d".formatted(EntryBundle.MAX_ENTRY, bytes.length));
    }
    Fields fields = new Fields("the entry", Json.read(bytes));
    String format = fields.string("format");
    if (!format.equals(Entry.FORMAT)) {
      throw new FormatException(
          "the entry's format is '%s'; this reader knows '%s', use a newer one"
              .formatted(format, Entry.FORMAT));
    }
    try {
      Entry entry = entry(fields);
      fields.end();
      return entry;
    } catch (IllegalArgumentException e) {
      throw new FormatException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Entry entry(Fields fields) throws FormatException {
    return new Entry(
        fields.string("kind"),
        fields.string("id"),
        time(fields.string("time")),
        fields.optional("sequence", EntryReader::sequence),
        fields.has("action") ? Optional.of(fields.string("action")) : Optional.empty(),
        fields.has("previous") ? OptionalLong.of(fields.integer("previous")) : OptionalLong.empty(),
        fields.list("subjects", EntryReader::subject),
        fields.map("digests", value -> new Digest(text(value))),
        fields.map("commitments", value -> new Commitment(text(value))),
        fields.optional("engine", EntryReader::engine),
        fields.list("models", EntryReader::pinned),
        fields.list("policies", EntryReader::pinned),
        fields.map("classes", EntryReader::text),
        fields.map("counts", EntryReader::number));
  }

  private static Instant time(String text) throws FormatException {
    try {
      Instant time = EntryWriter.TIME.parse(text, Instant::from);
      if (EntryWriter.TIME.format(time).equals(text)) {
        return time;
      }
    } catch (DateTimeException e) {
      throw new FormatException("time is not like 2026-11-23T12:00:00.000Z: '" + text + "'", e);
    }
    throw new FormatException("time is not like 2026-11-23T12:00:00.000Z: '" + text + "'");
  }

  private static Sequence sequence(Object value) throws FormatException {
    Fields fields = new Fields("sequence", value);
    Sequence sequence = new Sequence(fields.string("source"), fields.integer("number"));
    fields.end();
    return sequence;
  }

  private static Subject subject(Object value) throws FormatException {
    Fields fields = new Fields("a subject", value);
    Subject subject = new Subject(fields.string("type"), fields.string("id"));
    fields.end();
    return subject;
  }

  private static PinnedVersion pinned(Object value) throws FormatException {
    Fields fields = new Fields("a pinned version", value);
    PinnedVersion version =
        new PinnedVersion(
            fields.string("id"), fields.integer("version"), new Digest(fields.string("digest")));
    fields.end();
    return version;
  }

  private static EngineCoordinates engine(Object value) throws FormatException {
    Fields fields = new Fields("engine", value);
    long partition = fields.integer("partition");
    if (partition > Integer.MAX_VALUE) {
      throw new FormatException("partition is out of range: " + partition);
    }
    EngineCoordinates engine =
        new EngineCoordinates(
            (int) partition,
            decimal(fields.string("position")),
            fields.map("keys", key -> decimal(text(key))));
    fields.end();
    return engine;
  }

  private static Long decimal(String text) throws FormatException {
    return Lines.number(text, "engine number");
  }

  private static String text(Object value) throws FormatException {
    if (value instanceof String text) {
      return text;
    }
    throw new FormatException("not a JSON string: " + value);
  }

  private static Long number(Object value) throws FormatException {
    if (value instanceof Long number) {
      return number;
    }
    throw new FormatException("not a JSON integer: " + value);
  }
}
