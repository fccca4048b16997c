package io.countersign.ledger.tree;

import java.util.List;

/**
 * Checks proofs against roots, after the iterative algorithms of RFC 9162 sections 2.1.3.2 and
 * 2.1.4.2, which decide the proofs of RFC 6962. Never throws on a bad proof: the answer is {@code
 * false}.
 */
public final class ProofVerifier {
  private ProofVerifier() {}

  /** Whether {@code proof} shows that {@code leaf} stands at {@code index} under {@code root}. */
  public static boolean includes(Hash leaf, long index, long size, List<Hash> proof, Hash root) {
    if (index < 0 || index >= size) {
      return false;
    }
    long node = index;
    long last = size - 1;
    Hash hash = leaf;
    for (Hash sibling : proof) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        hash = Rfc6962.node(sibling, hash);
        int up = (node & 1) == 1 ? 0 : Long.numberOfTrailingZeros(node);
        node >>>= up;
        last >>>= up;
      } else {
        hash = Rfc6962.node(hash, sibling);
      }
      node >>>= 1;
      last >>>= 1;
    }
    return last == 0 && hash.equals(root);
  }

  /**
   * Whether {@code proof} shows that the tree {@code oldRoot} is the beginning of {@code newRoot}.
   *
   * <p>Every tree begins with the empty one: from size 0 the proof must be empty and {@code
   * oldRoot} the root of the empty tree.
   */
  public static boolean consistent(
      long oldSize, Hash oldRoot, long newSize, Hash newRoot, List<Hash> proof) {
    if (oldSize < 0 || oldSize > newSize) {
      return false;
    }
    if (oldSize == newSize) {
      return proof.isEmpty() && oldRoot.equals(newRoot);
    }
    if (oldSize == 0) {
      return proof.isEmpty() && oldRoot.equals(Rfc6962.EMPTY_ROOT);
    }
    if (Long.bitCount(oldSize) == 1) {
      return climb(oldSize, newSize, oldRoot, proof, oldRoot, newRoot);
    }
    return !proof.isEmpty()
        && climb(
            oldSize, newSize, proof.getFirst(), proof.subList(1, proof.size()), oldRoot, newRoot);
  }

  private static boolean climb(
      long oldSize, long newSize, Hash start, List<Hash> path, Hash oldRoot, Hash newRoot) {
    int shared = Long.numberOfTrailingZeros(oldSize);
    long node = (oldSize - 1) >>> shared;
    long last = (newSize - 1) >>> shared;
    Hash oldHash = start;
    Hash newHash = start;
    for (Hash sibling : path) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        oldHash = Rfc6962.node(sibling, oldHash);
        newHash = Rfc6962.node(sibling, newHash);
        int up = (node & 1) == 1 ? 0 : Long.numberOfTrailingZeros(node);
        node >>>= up;
        last >>>= up;
      } else {
        newHash = Rfc6962.node(newHash, sibling);
      }
      node >>>= 1;
      last >>>= 1;
    }
    return last == 0 && oldHash.equals(oldRoot) && newHash.equals(newRoot);
  }
}
