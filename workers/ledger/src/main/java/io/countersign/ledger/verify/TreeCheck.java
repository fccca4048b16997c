package io.countersign.ledger.verify;

import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.log.LogDamagedException;
import io.countersign.ledger.log.LogFiles;
import io.countersign.ledger.note.Checkpoint;
import io.countersign.ledger.tile.TilePath;
import io.countersign.ledger.tree.Frontier;
import io.countersign.ledger.tree.Hash;
import io.countersign.ledger.tree.Rfc6962;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Goes through the bundles in order and rebuilds the tree, comparing it with every tile. */
final class TreeCheck {
  private static final int TILE_HEIGHT = 8;

  private final LogFiles files;
  private final Checkpoint checkpoint;
  private final KeptCheckpoints kept;
  private final ActionChains chains = new ActionChains();
  private final Frontier frontier = new Frontier(this::compareWithTile);
  private final Map<Integer, Row> rows = new HashMap<>();

  private record Row(TilePath path, List<Hash> hashes) {}

  TreeCheck(LogFiles files, Checkpoint checkpoint, KeptCheckpoints kept) {
    this.files = files;
    this.checkpoint = checkpoint;
    this.kept = kept;
  }

  void run(LongConsumer progress) throws IOException {
    kept.reached(0, Rfc6962.EMPTY_ROOT, null);
    try {
      for (TilePath bundle : TilePath.bundlesOf(checkpoint.size())) {
        check(bundle);
        progress.accept(frontier.size());
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    requireSignedRoot();
  }

  private void check(TilePath bundle) throws IOException {
    long start = bundle.index() * TilePath.FULL;
    List<byte[]> entries = entries(bundle);
    List<Hash> leaves = tile(new TilePath(0, bundle.index(), bundle.width()));
    new BundleDiff(bundle.toString(), start, entries.stream().map(Rfc6962::leaf).toList(), leaves)
        .requireEqual();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = chains.next(bundle.toString(), start + i, entries.get(i));
      frontier.append(leaves.get(i));
      reached(entry);
    }
  }

  private void reached(@Nullable Entry last) throws IOException {
    long size = frontier.size();
    if (size < checkpoint.size() && kept.expects(size)) {
      kept.reached(size, frontier.root(), last);
    } else if (size == checkpoint.size()) {
      requireSignedRoot();
      kept.reached(size, frontier.root(), last);
    }
  }

  /** A full tile has its hash in the tile above. */
  private void compareWithTile(int level, long index, Hash hash) {
    if (level % TILE_HEIGHT != 0) {
      return;
    }
    int tileLevel = level / TILE_HEIGHT;
    long tile = index / TilePath.FULL;
    long count = checkpoint.size() >>> level;
    int width = (int) Math.min(TilePath.FULL, count - tile * TilePath.FULL);
    TilePath path = new TilePath(tileLevel, tile, width);
    Hash recorded = row(path).get((int) (index % TilePath.FULL));
    if (!recorded.equals(hash)) {
      long first = index << level;
      long last = first + (1L << level) - 1;
      throw new FaultException(
          Problem.TILE_WRONG,
          path.toString(),
          first,
          ("the entries %d to %d and the tiles below give %s, this tile records %s: entries were"
                  + " changed together with their tile, or this tile was")
              .formatted(first, last, hash, recorded));
    }
  }

  private List<Hash> row(TilePath path) {
    Row row = rows.get(path.level());
    if (row == null || !row.path().equals(path)) {
      try {
        row = new Row(path, tile(path));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      rows.put(path.level(), row);
    }
    return row.hashes();
  }

  private void requireSignedRoot() {
    Hash root = frontier.root();
    if (!root.equals(checkpoint.root())) {
      throw new FaultException(
          Problem.ROOT_WRONG,
          LogFiles.CHECKPOINT,
          ("the %d entries give the root %s, signed is %s: entries were changed together with all"
                  + " tiles, or the checkpoint was")
              .formatted(frontier.size(), root.base64(), checkpoint.root().base64()));
    }
  }

  private List<Hash> tile(TilePath path) throws IOException {
    try {
      return files.tile(path);
    } catch (LogDamagedException e) {
      throw fault(path, e);
    }
  }

  private List<byte[]> entries(TilePath path) throws IOException {
    try {
      return files.bundleOfAnyLength(path);
    } catch (LogDamagedException e) {
      throw fault(path, e);
    }
  }

  private static FaultException fault(TilePath path, LogDamagedException damage) {
    int level = Math.max(path.level(), 0);
    long first = path.index() << (TILE_HEIGHT * (level + 1));
    return new FaultException(
        damage.isMissing() ? Problem.FILE_MISSING : Problem.FILE_MALFORMED,
        path.toString(),
        first,
        damage.problem());
  }
}
