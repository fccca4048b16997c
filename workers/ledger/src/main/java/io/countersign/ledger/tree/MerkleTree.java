package io.countersign.ledger.tree;

import java.util.ArrayList;
import java.util.List;

/**
 * A growing tree that keeps every hash in memory: about 64 bytes per node, two nodes per entry.
 *
 * <p>For logs on disk the tiles are the memory; this one serves small logs, tests and tools. Not
 * safe for use by several threads.
 */
public final class MerkleTree implements Nodes {
  private final List<List<Hash>> levels = new ArrayList<>();

  /** Appends an entry and returns its index. */
  public long append(byte[] entry) {
    return appendLeaf(Rfc6962.leaf(entry));
  }

  /** Appends an entry that is already hashed as a leaf and returns its index. */
  public long appendLeaf(Hash leaf) {
    long index = size();
    Hash hash = leaf;
    for (int level = 0; ; level++) {
      if (levels.size() == level) {
        levels.add(new ArrayList<>());
      }
      List<Hash> nodes = levels.get(level);
      nodes.add(hash);
      int count = nodes.size();
      if (count % 2 != 0) {
        return index;
      }
      hash = Rfc6962.node(nodes.get(count - 2), nodes.get(count - 1));
    }
  }

  /** Number of entries. */
  public long size() {
    return levels.isEmpty() ? 0 : levels.getFirst().size();
  }

  public Hash root() {
    return Proofs.root(this, size());
  }

  /** The root that the tree had when it held {@code size} entries. */
  public Hash rootAt(long size) {
    requireWithin(size);
    return Proofs.root(this, size);
  }

  /** Proof that entry {@code index} stands in the tree of {@code size} entries. */
  public List<Hash> inclusionProof(long index, long size) {
    requireWithin(size);
    return Proofs.inclusion(this, index, size);
  }

  /** Proof that the tree of {@code oldSize} entries is the beginning of that of {@code newSize}. */
  public List<Hash> consistencyProof(long oldSize, long newSize) {
    requireWithin(newSize);
    return Proofs.consistency(this, oldSize, newSize);
  }

  @Override
  public Hash node(int level, long index) {
    return levels.get(level).get(Math.toIntExact(index));
  }

  private void requireWithin(long size) {
    if (size > size()) {
      throw new IllegalArgumentException("the tree has " + size() + " entries, not " + size);
    }
  }
}
