package io.countersign.ledger.log;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.note.Checkpoint;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.tile.EntryBundle;
import io.countersign.ledger.tile.Tile;
import io.countersign.ledger.tile.TilePath;
import io.countersign.ledger.tree.Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Names and contents of the files of a log's directory. */
public final class LogFiles {
  /** File name of the current checkpoint. */
  public static final String CHECKPOINT = "checkpoint";

  /** Folder of kept checkpoints, each named by its size: cosigned ones, and those of rotations. */
  public static final String CHECKPOINTS = "checkpoints";

  private static final String TIMESTAMP = ".tsr";

  static final String STAGED = "checkpoint.next";
  static final String LOCK = "lock";

  private final Path directory;

  /** The files below a directory, which need not exist yet. */
  public LogFiles(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
  }

  public Path directory() {
    return directory;
  }

  public Path checkpoint() {
    return directory.resolve(CHECKPOINT);
  }

  Path staged() {
    return directory.resolve(STAGED);
  }

  Path lock() {
    return directory.resolve(LOCK);
  }

  /** Folder of kept checkpoints. */
  public Path checkpoints() {
    return directory.resolve(CHECKPOINTS);
  }

  /** The kept checkpoint of one size. */
  public Path checkpoint(long size) {
    return checkpoints().resolve(Long.toString(size));
  }

  /**
   * Keeps a checkpoint of this log durably under {@link #checkpoints}; signatures that are kept
   * already stay.
   *
   * @throws LogDamagedException if another checkpoint of the same size is kept: evidence of two
   *     views, which is left as it is
   */
  public void keep(SignedNote note) throws IOException {
    Checkpoint kept = checkpoint(checkpoints(), note.encode());
    Path file = checkpoint(kept.size());
    SignedNote merged = note;
    if (Files.exists(file)) {
      SignedNote before = note(file);
      if (!before.text().equals(note.text())) {
        throw new LogDamagedException(
            file, "another checkpoint of %d entries is kept here".formatted(kept.size()));
      }
      merged = before.with(note.signatures());
    }
    new Disk().replace(file, merged.encode());
  }

  /** The RFC 3161 response over the text of the kept checkpoint of one size. */
  public Path timestamp(long size) {
    return checkpoints().resolve(size + TIMESTAMP);
  }

  /**
   * Keeps a time-stamp response durably beside its checkpoint. The first one of a size stays.
   *
   * @param response checked by the caller
   */
  public void keepTimestamp(long size, byte[] response) throws IOException {
    if (!Files.exists(timestamp(size))) {
      new Disk().replace(timestamp(size), response);
    }
  }

  /** Where a tile or bundle lies. */
  public Path file(TilePath path) {
    return directory.resolve(path.toString());
  }

  /** Folder of the partial versions of a tile or bundle. */
  Path partials(TilePath path) {
    Path full = file(path.withWidth(TilePath.FULL));
    return full.resolveSibling(full.getFileName() + ".p");
  }

  /**
   * Reads a note.
   *
   * @throws LogDamagedException if there is none or it is malformed
   */
  public SignedNote note(Path file) throws IOException {
    try {
      return SignedNote.parse(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw LogDamagedException.missing(file);
    } catch (FormatException e) {
      throw new LogDamagedException(file, e.getMessage());
    }
  }

  /** Reads the checkpoint that the bytes of a note hold; the file names them in errors. */
  Checkpoint checkpoint(Path file, byte[] note) throws IOException {
    try {
      return Checkpoint.parse(SignedNote.parse(note).text());
    } catch (FormatException e) {
      throw new LogDamagedException(file, e.getMessage());
    }
  }

  /**
   * Reads the hashes of a tile; if the partial tile is gone, from the full one that replaced it.
   *
   * @throws LogDamagedException if neither is there, or it is too short or too long
   */
  public List<Hash> tile(TilePath path) throws IOException {
    Path file = existing(path);
    int width = file.equals(file(path)) ? path.width() : TilePath.FULL;
    try {
      return Tile.decode(Files.readAllBytes(file), width).subList(0, path.width());
    } catch (NoSuchFileException e) {
      throw LogDamagedException.missing(file(path));
    } catch (FormatException e) {
      throw new LogDamagedException(file, e.getMessage());
    }
  }

  /**
   * Reads the entries of a bundle; if the partial bundle is gone, from the full one.
   *
   * @throws LogDamagedException if neither is there, or it does not hold as many entries as it
   *     should
   */
  public List<byte[]> bundle(TilePath path) throws IOException {
    List<byte[]> entries = bundleOfAnyLength(path);
    if (entries.size() != path.width()) {
      throw new LogDamagedException(
          file(path),
          "the bundle holds %d entries, not %d".formatted(entries.size(), path.width()));
    }
    return entries;
  }

  /**
   * Reads the entries of a bundle, however many there are; of a full bundle that replaced the
   * partial one, only as many as the partial one had.
   *
   * @throws LogDamagedException if it is missing or ends within an entry
   */
  public List<byte[]> bundleOfAnyLength(TilePath path) throws IOException {
    Path file = existing(path);
    try {
      List<byte[]> entries = EntryBundle.decode(Files.readAllBytes(file));
      boolean replaced = !file.equals(file(path));
      return replaced ? entries.subList(0, Math.min(path.width(), entries.size())) : entries;
    } catch (NoSuchFileException e) {
      throw LogDamagedException.missing(file(path));
    } catch (FormatException e) {
      throw new LogDamagedException(file, e.getMessage());
    }
  }

  private Path existing(TilePath path) {
    Path exact = file(path);
    if (path.isPartial() && !Files.exists(exact)) {
      return file(path.withWidth(TilePath.FULL));
    }
    return exact;
  }
}
