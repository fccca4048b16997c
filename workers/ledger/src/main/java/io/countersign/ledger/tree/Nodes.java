package io.countersign.ledger.tree;

/** Read access to the perfect subtrees of a tree, wherever their hashes are kept. */
@FunctionalInterface
public interface Nodes {
  /**
   * The hash over the entries {@code [index << level, (index + 1) << level)}.
   *
   * @param level height of the subtree, 0 for a leaf, at most 62
   * @param index position of the subtree among those of its height
   * @throws IndexOutOfBoundsException if the tree does not hold all of those entries
   */
  Hash node(int level, long index);
}
