package io.countersign.ledger.log;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.note.Checkpoint;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.SigningKey;
import io.countersign.ledger.tile.TilePath;
import io.countersign.ledger.tree.Rfc6962;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings a log's directory to a published state. The checkpoint is the truth; a complete staged one
 * is the truth about to be, and is published; everything beyond is removed; tiles that are missing
 * or half-written are made again from the entries if these still give the signed root.
 */
final class Recovery {
  private final LogFiles files;
  private final Disk disk;
  private final String origin;

  Recovery(LogFiles files, Disk disk, String origin) {
    this.files = files;
    this.disk = disk;
    this.origin = origin;
  }

  record State(SignedNote note, RightEdge edge) {}

  String origin() {
    return origin;
  }

  State run(SigningKey key, Instant now) throws IOException {
    Path published = files.checkpoint();
    if (!Files.exists(published)) {
      create(key, now);
    }
    SignedNote note = files.note(published);
    Checkpoint checkpoint = read(published, note, key);
    Optional<State> staged = staged(key, checkpoint.size());
    if (staged.isPresent()) {
      disk.rename(files.staged(), published);
      disk.sync(files.directory());
      keepIfShared(staged.get().note());
      return staged.get();
    }
    Files.deleteIfExists(files.staged());
    RightEdge edge = edge(checkpoint);
    Leftovers.removeBeyond(files, checkpoint.size());
    disk.sync(files.directory());
    keepIfShared(note);
    return new State(note, edge);
  }

  private void create(SigningKey key, Instant now) throws IOException {
    if (Files.exists(files.directory().resolve("tile"))) {
      throw new LogDamagedException(
          files.checkpoint(),
          "the checkpoint is missing although there are tiles; restore it from a backup, an export"
              + " or a witness");
    }
    Checkpoint empty = new Checkpoint(origin, 0, Rfc6962.EMPTY_ROOT);
    SignedNote note = SignedNote.sign(empty.text(), List.of(key), now);
    disk.writeForced(files.staged(), note.encode());
    disk.rename(files.staged(), files.checkpoint());
    disk.sync(files.directory());
  }

  private Checkpoint read(Path file, SignedNote note, SigningKey key) throws IOException {
    try {
      if (note.verify(List.of(key.verifier())).isEmpty()) {
        throw new LogDamagedException(file, "not signed by " + key.verifier());
      }
      Checkpoint checkpoint = Checkpoint.parse(note.text());
      if (!checkpoint.origin().equals(origin)) {
        throw new LogDamagedException(
            file, "belongs to the log %s, not %s".formatted(checkpoint.origin(), origin));
      }
      return checkpoint;
    } catch (FormatException e) {
      throw new LogDamagedException(file, e.getMessage());
    }
  }

  /** The state of the staged checkpoint, if it is whole, newer, and its tree is on disk. */
  private Optional<State> staged(SigningKey key, long publishedSize) throws IOException {
    if (!Files.exists(files.staged())) {
      return Optional.empty();
    }
    try {
      SignedNote note = files.note(files.staged());
      Checkpoint checkpoint = read(files.staged(), note, key);
      if (checkpoint.size() <= publishedSize) {
        return Optional.empty();
      }
      RightEdge edge = RightEdge.read(files, checkpoint.size());
      return fits(edge, checkpoint) ? Optional.of(new State(note, edge)) : Optional.empty();
    } catch (LogDamagedException e) {
      return Optional.empty();
    }
  }

  private RightEdge edge(Checkpoint checkpoint) throws IOException {
    try {
      RightEdge edge = RightEdge.read(files, checkpoint.size());
      if (fits(edge, checkpoint)) {
        return edge;
      }
    } catch (LogDamagedException e) {
      return rebuild(checkpoint, e.getMessage());
    }
    return rebuild(checkpoint, "the tiles at the right edge do not give the signed root");
  }

  private static boolean fits(RightEdge edge, Checkpoint checkpoint) {
    return edge.root().equals(checkpoint.root()) && edge.leavesMatchEntries();
  }

  /** Makes every tile again from the entries, if these give the signed root. */
  private RightEdge rebuild(Checkpoint checkpoint, String damage) throws IOException {
    RightEdge edge = RightEdge.empty();
    for (TilePath bundle : TilePath.bundlesOf(checkpoint.size())) {
      files.bundle(bundle).forEach(edge::append);
      edge.written();
    }
    if (!edge.root().equals(checkpoint.root())) {
      throw new LogDamagedException(
          files.checkpoint(),
          ("%s, and the entries do not give the root that was signed for size %d; verify the log"
                  + " and restore it from a backup")
              .formatted(damage, checkpoint.size()));
    }
    return rewriteTiles(checkpoint.size());
  }

  private RightEdge rewriteTiles(long size) throws IOException {
    RightEdge edge = RightEdge.empty();
    for (TilePath bundle : TilePath.bundlesOf(size)) {
      long before = edge.size();
      files.bundle(bundle).forEach(edge::append);
      Map<Path, byte[]> tiles = new LinkedHashMap<>();
      edge.files(before).forEach((path, bytes) -> tiles.put(files.file(path), bytes));
      tiles.keySet().removeIf(file -> file.startsWith(files.directory().resolve("tile/entries")));
      disk.writeAll(tiles);
      edge.written();
    }
    return edge;
  }

  /** Keeps a checkpoint that more than one key signed: it proves a change of keys. */
  private void keepIfShared(SignedNote note) throws IOException {
    if (note.signatures().size() > 1) {
      files.keep(note);
    }
  }
}
