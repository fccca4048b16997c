package io.countersign.ledger.verify;

import io.countersign.ledger.tree.Hash;
import java.util.List;

/** Compares the entries of a bundle with the leaf hashes of its tile, and says what was done. */
final class BundleDiff {
  private final String file;
  private final long start;
  private final List<Hash> actual;
  private final List<Hash> expected;

  /**
   * A comparison.
   *
   * @param start index of the bundle's first entry
   * @param actual leaf hashes of the entries that are there
   * @param expected leaf hashes that were integrated
   */
  BundleDiff(String file, long start, List<Hash> actual, List<Hash> expected) {
    this.file = file;
    this.start = start;
    this.actual = actual;
    this.expected = expected;
  }

  /**
   * Returns if both are equal.
   *
   * @throws FaultException naming the first entry that is wrong
   */
  void requireEqual() {
    if (actual.equals(expected)) {
      return;
    }
    int at = 0;
    while (at < actual.size() && at < expected.size() && same(at, at)) {
      at++;
    }
    throw fault(at);
  }

  private FaultException fault(int at) {
    long entry = start + at;
    if (at == actual.size()) {
      return new FaultException(
          Problem.ENTRIES_TRUNCATED,
          file,
          entry,
          "entry %d and those after it in the bundle are missing, %d in all"
              .formatted(entry, expected.size() - at));
    }
    if (at == expected.size()) {
      return inserted(entry);
    }
    int moved = expected.indexOf(actual.get(at));
    int found = actual.indexOf(expected.get(at));
    if (moved > at && found > at) {
      return new FaultException(
          Problem.ENTRIES_REORDERED,
          file,
          entry,
          "entries changed places: in the place of entry %d stands entry %d, and entry %d stands at %d"
              .formatted(entry, start + moved, entry, start + found));
    }
    if (moved == at + 1) {
      return new FaultException(
          Problem.ENTRY_DELETED,
          file,
          entry,
          "entry %d was deleted: entry %d stands in its place".formatted(entry, entry + 1));
    }
    if (found == at + 1) {
      return inserted(entry);
    }
    return new FaultException(
        Problem.ENTRY_CHANGED,
        file,
        entry,
        "entry %d was changed: its bytes hash to %s, integrated was %s"
            .formatted(entry, actual.get(at), expected.get(at)));
  }

  private FaultException inserted(long entry) {
    return new FaultException(
        Problem.ENTRY_INSERTED,
        file,
        entry,
        "an entry was inserted at %d that was never integrated".formatted(entry));
  }

  private boolean same(int a, int e) {
    return actual.get(a).equals(expected.get(e));
  }
}
