package io.countersign.ledger.log;

import io.countersign.ledger.note.Checkpoint;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.SigningKey;
import io.countersign.ledger.tile.EntryBundle;
import io.countersign.ledger.tile.TilePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The single writer of a log in a directory: appends a batch, integrates it into the tiles, forces
 * them to the medium, then publishes the checkpoint in one step.
 *
 * <p>What a crash loses, by state:
 *
 * <ul>
 *   <li><b>intended</b>: the caller holds the entry, durably, before it calls. The log knows
 *       nothing of it; the caller calls again.
 *   <li><b>sequenced</b>: the batch has indices, in memory. A crash loses the indices, not the
 *       entries: the caller calls again, and they may get other indices.
 *   <li><b>integrated</b>: tiles and bundles are on the medium, no checkpoint covers them. A crash
 *       leaves files that {@link #open} removes; the caller calls again. If the checkpoint was
 *       already signed and staged, {@code open} finishes its publication instead, so no signed
 *       checkpoint is ever contradicted; the caller finds its entries by their ids.
 *   <li><b>published</b>: the checkpoint has its final name, on the medium. Nothing is lost.
 * </ul>
 *
 * <p>Safe for use by several threads; calls run one after the other. A second writer on the same
 * directory, in this or another process, is refused.
 */
public final class LogWriter implements AutoCloseable {
  private final LogFiles files;
  private final Disk disk;
  private final Clock clock;
  private final DirectoryLock lock;
  private final Recovery recovery;
  private SigningKey key;
  private SignedNote note;
  private RightEdge edge;
  private boolean certain = true;

  private LogWriter(
      LogFiles files, Disk disk, Clock clock, DirectoryLock lock, SigningKey key, String origin)
      throws IOException {
    this.files = files;
    this.disk = disk;
    this.clock = clock;
    this.lock = lock;
    this.key = key;
    this.recovery = new Recovery(files, disk, origin);
    Recovery.State state = recovery.run(key, clock.instant());
    this.note = state.note();
    this.edge = state.edge();
  }

  /**
   * Opens a log for writing; creates it, with a published empty checkpoint, if the directory is
   * empty or missing. The log's origin is the key's name. Takes O(log size) reads.
   *
   * @param directory the log's own directory
   * @param key signs the checkpoints
   * @param clock gives the time for signatures that carry one
   * @throws LogLockedException if another writer holds the directory
   * @throws LogDamagedException if the right edge of the published tree is damaged beyond what the
   *     entries can rebuild, or the checkpoint is missing, malformed or not signed by {@code key}
   */
  public static LogWriter open(Path directory, SigningKey key, Clock clock) throws IOException {
    return open(directory, key, clock, new Disk());
  }

  static LogWriter open(Path directory, SigningKey key, Clock clock, Disk disk) throws IOException {
    LogFiles files = new LogFiles(directory);
    Files.createDirectories(files.directory());
    DirectoryLock lock = DirectoryLock.acquire(files.lock());
    try {
      return new LogWriter(files, disk, clock, lock, key, key.name());
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Appends entries, in order, and returns once they are durable and published. An empty batch
   * returns the current checkpoint.
   *
   * @param entries each at most {@link EntryBundle#MAX_ENTRY} bytes; none is written if one is not
   * @throws UncertainPublicationException if it cannot be told whether the batch was published
   * @throws LogDamagedException if the directory no longer holds what this writer published
   * @throws IOException if nothing of the batch was published, as when the disk is full; the writer
   *     stays usable, and the same call may be repeated
   */
  public synchronized Publication append(List<byte[]> entries) throws IOException {
    return append(entries, List.of(key));
  }

  private Publication append(List<byte[]> entries, Collection<SigningKey> keys) throws IOException {
    entries.forEach(LogWriter::requireWithinLimit);
    if (!certain) {
      recover();
    }
    if (entries.isEmpty()) {
      return new Publication(edge.size(), checkpoint(), note);
    }
    requireUntouched();
    long first = edge.size();
    RightEdge next = edge.copy();
    entries.forEach(next::append);
    Checkpoint checkpoint = new Checkpoint(recovery.origin(), next.size(), next.root());
    SignedNote signed = SignedNote.sign(checkpoint.text(), keys, clock.instant());
    try {
      integrate(next, first);
      publish(signed);
      edge = next;
      note = signed;
    } catch (IOException e) {
      settle(signed, e);
    }
    edge.written();
    Leftovers.removeReplacedPartials(files, first, edge.size());
    return new Publication(first, checkpoint, signed);
  }

  /** Writes what grew; nobody looks at it before the checkpoint covers it. */
  private void integrate(RightEdge next, long first) throws IOException {
    Map<Path, byte[]> writes = new LinkedHashMap<>();
    for (Map.Entry<TilePath, byte[]> file : next.files(first).entrySet()) {
      writes.put(files.file(file.getKey()), file.getValue());
    }
    disk.writeAll(writes);
  }

  private void publish(SignedNote signed) throws IOException {
    disk.writeForced(files.staged(), signed.encode());
    disk.rename(files.staged(), files.checkpoint());
    disk.sync(files.directory());
  }

  /**
   * Hands the log over to another key: appends the entry that says so under a checkpoint that both
   * keys sign, keeps that checkpoint, and signs with the new key alone from then on.
   *
   * @param next has the same name as the log, which is its origin
   * @param entry the record of the change
   */
  public synchronized Publication rotate(SigningKey next, byte[] entry) throws IOException {
    if (!next.name().equals(recovery.origin())) {
      throw new IllegalArgumentException(
          "the new key is called %s, the log %s".formatted(next.name(), recovery.origin()));
    }
    Publication publication = append(List.of(entry), List.of(key, next));
    key = next;
    recover();
    return publication;
  }

  /** After a failure: returns if the batch stands published all the same, else throws. */
  private void settle(SignedNote attempted, IOException failure) throws IOException {
    certain = false;
    try {
      recover();
    } catch (IOException e) {
      failure.addSuppressed(e);
      throw new UncertainPublicationException(failure);
    }
    if (!note.text().equals(attempted.text())) {
      throw failure;
    }
  }

  /**
   * Reads the log back from disk, finishing or undoing what was left half-way. Called on its own
   * after a failure; callers need it only to try again sooner than with the next append.
   */
  public synchronized void recover() throws IOException {
    Recovery.State state = recovery.run(key, clock.instant());
    note = state.note();
    edge = state.edge();
    certain = true;
  }

  /** The current published checkpoint. */
  public synchronized Checkpoint checkpoint() {
    return new Checkpoint(recovery.origin(), edge.size(), edge.root());
  }

  /** The current published checkpoint with its signatures. */
  public synchronized SignedNote note() {
    return note;
  }

  /** The directory's files, for readers. */
  public LogFiles files() {
    return files;
  }

  private void requireUntouched() throws IOException {
    byte[] published = Files.readAllBytes(files.checkpoint());
    if (!Arrays.equals(published, note.encode())) {
      throw new LogDamagedException(
          files.checkpoint(),
          "changed since this writer published size "
              + edge.size()
              + "; it now begins "
              + new String(published, StandardCharsets.UTF_8).lines().limit(2).toList());
    }
  }

  private static void requireWithinLimit(byte[] entry) {
    if (entry.length > EntryBundle.MAX_ENTRY) {
      throw new IllegalArgumentException(
          "an entry has at most %d bytes, not %d".formatted(EntryBundle.MAX_ENTRY, entry.length));
    }
  }

  /** Gives the directory free for another writer. */
  @Override
  public synchronized void close() throws IOException {
    lock.close();
  }
}
