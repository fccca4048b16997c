package io.countersign.ledger.tree;

import java.util.ArrayList;
import java.util.List;

/** The perfect subtrees at a growing tree's right edge: its root in O(log n) memory. */
public final class Frontier {
  private final List<Hash> subtrees = new ArrayList<>();
  private final Completed completed;
  private long size;

  /** Told of every perfect subtree of height 1 or more, as soon as its last leaf is there. */
  @FunctionalInterface
  public interface Completed {
    /** The subtree over the leaves {@code [index << level, (index + 1) << level)} is complete. */
    void subtree(int level, long index, Hash hash);
  }

  /** An empty tree. */
  public Frontier(Completed completed) {
    this.completed = completed;
  }

  /** Appends a leaf hash. */
  public void append(Hash leaf) {
    Hash hash = leaf;
    long index = size;
    for (int level = 1; (index & 1) == 1; level++) {
      hash = Rfc6962.node(subtrees.removeLast(), hash);
      index >>>= 1;
      completed.subtree(level, index, hash);
    }
    subtrees.add(hash);
    size++;
  }

  public long size() {
    return size;
  }

  /** The root over all leaves so far. */
  public Hash root() {
    if (size == 0) {
      return Rfc6962.EMPTY_ROOT;
    }
    Hash root = subtrees.getLast();
    for (int i = subtrees.size() - 2; i >= 0; i--) {
      root = Rfc6962.node(subtrees.get(i), root);
    }
    return root;
  }
}
