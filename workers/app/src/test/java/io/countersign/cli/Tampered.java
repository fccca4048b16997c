package io.countersign.cli;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryAppender;
import io.countersign.ledger.entry.EntryWriter;
import io.countersign.ledger.log.LogExport;
import io.countersign.ledger.log.LogReader;
import io.countersign.ledger.log.LogWriter;
import io.countersign.ledger.note.SigningKey;
import io.countersign.ledger.tile.EntryBundle;
import io.countersign.ledger.tile.TilePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** Logs as they are exported, and hands that tamper with them. */
final class Tampered {

  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private Tampered() {}

  static Entry entry(long number) {
    return Entry.of("decision.approved", "intent-" + number, NOON.plusSeconds(number))
        .action("act-" + number)
        .build();
  }

  static byte[] bytes(long number) {
    return EntryWriter.write(entry(number));
  }

  /** Appends entries, at a time of the writer's clock. */
  static void append(Path log, SigningKey key, long from, long to, Instant now) throws IOException {
    try (LogWriter writer = LogWriter.open(log, key, Clock.fixed(now, ZoneOffset.UTC))) {
      new EntryAppender(writer)
          .append(LongStream.range(from, to).mapToObj(Tampered::entry).toList());
    }
  }

  static void append(Path log, SigningKey key, long from, long to) throws IOException {
    append(log, key, from, to, NOON);
  }

  static Path export(Path log, Path target) throws IOException {
    LogExport.export(log, target, done -> {});
    return target;
  }

  /** A log of the same name, all of whose tiles and signatures fit, with other entries. */
  static void rewrite(Path from, Path to, SigningKey key, Consumer<List<byte[]>> change)
      throws IOException {
    LogReader reader = new LogReader(from);
    List<byte[]> entries = new ArrayList<>(reader.entries(0, reader.checkpoint().size()));
    change.accept(entries);
    try (LogWriter writer = LogWriter.open(to, key, Clock.fixed(NOON, ZoneOffset.UTC))) {
      writer.append(entries);
    }
  }

  static void changeBundle(Path log, TilePath bundle, Consumer<List<byte[]>> change)
      throws IOException {
    Path file = log.resolve(bundle.toString());
    try {
      List<byte[]> entries = new ArrayList<>(EntryBundle.decode(Files.readAllBytes(file)));
      change.accept(entries);
      Files.write(file, EntryBundle.encode(entries));
    } catch (FormatException e) {
      throw new IOException(e);
    }
  }
}
