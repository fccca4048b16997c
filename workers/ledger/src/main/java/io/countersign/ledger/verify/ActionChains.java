package io.countersign.ledger.verify;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryReader;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Reads every entry, and follows each action from entry to entry. */
final class ActionChains {
  private final Map<String, Long> last = new HashMap<>();

  Entry next(String file, long index, byte[] bytes) {
    Entry entry = read(file, index, bytes);
    OptionalLong expected = expected(entry, index);
    if (!entry.previous().equals(expected)) {
      throw new FaultException(
          Problem.CHAIN_BROKEN,
          file,
          index,
          "entry %d says that the previous entry of action %s is %s; it is %s"
              .formatted(
                  index, entry.action().orElse("(none)"), text(entry.previous()), text(expected)));
    }
    return entry;
  }

  private static Entry read(String file, long index, byte[] bytes) {
    try {
      return EntryReader.read(bytes);
    } catch (FormatException e) {
      throw new FaultException(
          Problem.ENTRY_MALFORMED,
          file,
          index,
          "entry %d is not a %s entry: %s".formatted(index, Entry.FORMAT, e.getMessage()));
    }
  }

  private OptionalLong expected(Entry entry, long index) {
    if (entry.action().isEmpty()) {
      return OptionalLong.empty();
    }
    Long before = last.put(entry.action().get(), index);
    return before == null ? OptionalLong.empty() : OptionalLong.of(before);
  }

  private static String text(OptionalLong index) {
    return index.isPresent() ? Long.toString(index.getAsLong()) : "none";
  }
}
