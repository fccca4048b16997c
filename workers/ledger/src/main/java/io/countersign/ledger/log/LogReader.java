package io.countersign.ledger.log;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.note.Checkpoint;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.TlogProof;
import io.countersign.ledger.tile.TileNodes;
import io.countersign.ledger.tile.TilePath;
import io.countersign.ledger.tree.Hash;
import io.countersign.ledger.tree.Nodes;
import io.countersign.ledger.tree.Proofs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads entries and makes proofs from a log's directory while it is being written. Checks no
 * signatures and trusts the directory; whoever receives a proof checks it. Safe for use by several
 * threads.
 */
public final class LogReader {
  private static final int CACHED_TILES = 256;

  private final LogFiles files;
  private final Map<TilePath, List<Hash>> cache =
      new LinkedHashMap<>(CACHED_TILES, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TilePath, List<Hash>> eldest) {
          return size() > CACHED_TILES;
        }
      };

  /** Reads the log in a directory. */
  public LogReader(Path directory) {
    this.files = new LogFiles(directory);
  }

  /** The checkpoint that is published now, with its signatures. */
  public SignedNote note() throws IOException {
    return files.note(files.checkpoint());
  }

  /** The checkpoint that is published now. */
  public Checkpoint checkpoint() throws IOException {
    return checkpointOf(note());
  }

  private Checkpoint checkpointOf(SignedNote note) throws IOException {
    try {
      return Checkpoint.parse(note.text());
    } catch (FormatException e) {
      throw new LogDamagedException(files.checkpoint(), e.getMessage());
    }
  }

  /**
   * One published entry.
   *
   * @throws IllegalArgumentException if no published checkpoint covers the index
   */
  public byte[] entry(long index) throws IOException {
    return entries(index, index + 1).getFirst();
  }

  /**
   * The published entries {@code [from, to)}, all in memory: ask for thousands, not millions.
   *
   * @throws IllegalArgumentException unless {@code 0 <= from <= to <= size}
   */
  public List<byte[]> entries(long from, long to) throws IOException {
    long size = checkpoint().size();
    if (from < 0 || from > to || to > size) {
      throw new IllegalArgumentException(
          "entries %d to %d are not within the published %d".formatted(from, to, size));
    }
    List<byte[]> entries = new ArrayList<>();
    for (long at = from; at < to; ) {
      long bundle = at / TilePath.FULL;
      int width = (int) Math.min(TilePath.FULL, size - bundle * TilePath.FULL);
      int start = (int) (at % TilePath.FULL);
      int end = (int) Math.min(width, to - bundle * TilePath.FULL);
      entries.addAll(files.bundle(TilePath.entries(bundle, width)).subList(start, end));
      at = bundle * TilePath.FULL + end;
    }
    return entries;
  }

  /** Proves an entry in the checkpoint that is published now. */
  public TlogProof prove(long index) throws IOException {
    return prove(index, note());
  }

  /**
   * Proves an entry in a given checkpoint of this log, such as a cosigned one.
   *
   * @throws IllegalArgumentException if that checkpoint does not cover the index
   */
  public TlogProof prove(long index, SignedNote in) throws IOException {
    long size = checkpointOf(in).size();
    return new TlogProof(
        Optional.empty(), index, proofs(nodes -> Proofs.inclusion(nodes, index, size)), in);
  }

  /** Proves that the log at {@code oldSize} is the beginning of the log at {@code newSize}. */
  public List<Hash> consistency(long oldSize, long newSize) throws IOException {
    return proofs(nodes -> Proofs.consistency(nodes, oldSize, newSize));
  }

  /** The root that the log had at a size. */
  public Hash root(long size) throws IOException {
    return proofs(nodes -> Proofs.root(nodes, size));
  }

  private List<Hash> tile(TilePath path) {
    synchronized (cache) {
      List<Hash> cached = cache.get(path);
      if (cached != null) {
        return cached;
      }
    }
    try {
      List<Hash> row = files.tile(path);
      synchronized (cache) {
        cache.put(path, row);
      }
      return row;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Older trees are read from the tiles of the published one: theirs may be gone. */
  private <T> T proofs(Function<Nodes, T> proof) throws IOException {
    long published = checkpoint().size();
    try {
      return proof.apply(new TileNodes(published, this::tile));
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "the log has %d published entries; the proof asks for more".formatted(published), e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
