package io.countersign.record.internal;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryAppender;
import io.countersign.ledger.entry.EntryReader;
import io.countersign.ledger.keys.LogKeys;
import io.countersign.ledger.log.LogReader;
import io.countersign.ledger.log.LogWriter;
import io.countersign.ledger.log.Publication;
import io.countersign.ledger.note.Checkpoint;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.SigningKey;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.record.internal.Leadership.Placed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The log, opened for writing by the leader, and known to be the one that the database knows. */
final class OpenLog implements AutoCloseable {

  private static final int PAGE = 1_000;

  private final LogWriter writer;
  private final EntryAppender appender;
  private final VerifierKey verifier;
  private final Clock clock;

  private OpenLog(LogWriter writer, VerifierKey verifier, Clock clock) throws IOException {
    this.writer = writer;
    this.verifier = verifier;
    this.clock = clock;
    this.appender = new EntryAppender(writer);
  }

  /**
   * Opens the log; creates it on the first run.
   *
   * @throws IOException when it is damaged, held by another process, or another log than the
   *     database knows
   */
  static OpenLog open(LedgerPlace place, Optional<Head> known, Clock clock) throws IOException {
    Path directory = place.directory();
    if (known.isPresent()) {
      requireThere(directory, place, known.get());
    }
    SigningKey key = new LogKeys(place.keys()).open(place.origin(), directory);
    LogWriter writer = LogWriter.open(directory, key, clock);
    try {
      if (known.isPresent()) {
        requireContinuation(writer, known.get());
      }
      return new OpenLog(writer, key.verifier(), clock);
    } catch (IOException | RuntimeException e) {
      writer.close();
      throw e;
    }
  }

  private static void requireThere(Path directory, LedgerPlace place, Head known)
      throws IOException {
    if (!Files.exists(directory.resolve("checkpoint"))) {
      throw new IOException(
          "The log of %d entries that the database knows is not in '%s'. Restore it, or set countersign.ledger.dir to where it is."
              .formatted(known.checkpoint().size(), directory));
    }
    if (!known.checkpoint().origin().equals(place.origin())) {
      throw new IOException(
          "countersign.ledger.origin is '%s', but this database's log is '%s'. A log keeps its name."
              .formatted(place.origin(), known.checkpoint().origin()));
    }
  }

  /** A log that was rolled back, or another one, is never continued. */
  private static void requireContinuation(LogWriter writer, Head known) throws IOException {
    Checkpoint checkpoint = known.checkpoint();
    Checkpoint found = writer.checkpoint();
    if (found.size() < checkpoint.size()) {
      throw new IOException(
          "The log in '%s' has %d entries, but %d were published. Someone put an older copy there; restore the newest."
              .formatted(writer.files().directory(), found.size(), checkpoint.size()));
    }
    LogReader reader = new LogReader(writer.files().directory());
    if (!reader.root(checkpoint.size()).equals(checkpoint.root())) {
      throw new IOException(
          "The log in '%s' is not the one that was published: its first %d entries have another root."
              .formatted(writer.files().directory(), checkpoint.size()));
    }
  }

  VerifierKey verifier() {
    return verifier;
  }

  /** The log's head, as the database is to know it. */
  Head head() {
    return head(writer.checkpoint(), writer.note());
  }

  private Head head(Checkpoint checkpoint, SignedNote note) {
    return new Head(
        checkpoint, note, verifier, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
  }

  /** The entries from an index on, by the intents that they came from. */
  List<Placed> from(long index) throws IOException {
    LogReader reader = new LogReader(writer.files().directory());
    long size = writer.checkpoint().size();
    List<Placed> placed = new ArrayList<>();
    for (long at = index; at < size; ) {
      for (byte[] bytes : reader.entries(at, Math.min(size, at + PAGE))) {
        long place = at++;
        intent(bytes, place).map(id -> new Placed(id, place)).ifPresent(placed::add);
      }
    }
    return placed;
  }

  private static Optional<UUID> intent(byte[] bytes, long index) throws IOException {
    try {
      return Optional.of(UUID.fromString(EntryReader.read(bytes).id()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    } catch (FormatException e) {
      throw new IOException("Entry %d cannot be read: %s".formatted(index, e.getMessage()), e);
    }
  }

  /** Appends; returns when everything is published. */
  Publication append(List<Entry> entries) throws IOException {
    return appender.append(entries);
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
