package io.countersign.ledger.tree;

import java.util.ArrayList;
import java.util.List;

/** RFC 6962's definitions written down word by word, without regard to speed. */
final class NaiveTree {
  private NaiveTree() {}

  static Hash mth(List<byte[]> entries) {
    int n = entries.size();
    if (n == 0) {
      return Rfc6962.EMPTY_ROOT;
    }
    if (n == 1) {
      return Rfc6962.leaf(entries.getFirst());
    }
    int k = split(n);
    return Rfc6962.node(mth(entries.subList(0, k)), mth(entries.subList(k, n)));
  }

  static List<Hash> path(int m, List<byte[]> entries) {
    int n = entries.size();
    if (n == 1) {
      return new ArrayList<>();
    }
    int k = split(n);
    List<Hash> path;
    if (m < k) {
      path = path(m, entries.subList(0, k));
      path.add(mth(entries.subList(k, n)));
    } else {
      path = path(m - k, entries.subList(k, n));
      path.add(mth(entries.subList(0, k)));
    }
    return path;
  }

  static List<Hash> proof(int m, List<byte[]> entries) {
    return subproof(m, entries, true);
  }

  private static List<Hash> subproof(int m, List<byte[]> entries, boolean whole) {
    int n = entries.size();
    List<Hash> path = new ArrayList<>();
    if (m == n) {
      if (!whole) {
        path.add(mth(entries));
      }
      return path;
    }
    int k = split(n);
    if (m <= k) {
      path = subproof(m, entries.subList(0, k), whole);
      path.add(mth(entries.subList(k, n)));
    } else {
      path = subproof(m - k, entries.subList(k, n), false);
      path.add(mth(entries.subList(0, k)));
    }
    return path;
  }

  private static int split(int n) {
    int k = 1;
    while (k * 2 < n) {
      k *= 2;
    }
    return k;
  }
}
