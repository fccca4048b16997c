package io.countersign.ledger.entry;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.log.LogReader;
import io.countersign.ledger.log.LogWriter;
import io.countersign.ledger.log.Publication;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Appends typed entries and links each to the previous entry of its action. Safe for use by several
 * threads, and beside other uses of the same writer.
 */
public final class EntryAppender {
  private static final int PAGE = 4096;

  private final LogWriter writer;
  private final Map<String, Long> last = new HashMap<>();
  private long known;

  /**
   * Reads the whole log once to learn the last entry of each action; about 100 bytes of memory for
   * each action.
   *
   * @throws IOException if an entry cannot be read, or is not a {@code countersign/v1} entry
   */
  public EntryAppender(LogWriter writer) throws IOException {
    this.writer = writer;
    catchUp();
  }

  /**
   * Appends entries in order and returns once they are published; see {@link LogWriter#append} for
   * what the exceptions mean.
   *
   * @param entries their {@code previous} fields are filled in here, whatever they say
   */
  public Publication append(List<Entry> entries) throws IOException {
    synchronized (writer) {
      catchUp();
      return appendNext(entries);
    }
  }

  private Publication appendNext(List<Entry> entries) throws IOException {
    Map<String, Long> latest = new HashMap<>();
    List<byte[]> batch = new ArrayList<>();
    for (Entry entry : entries) {
      batch.add(EntryWriter.write(entry.withPrevious(previous(entry, latest))));
      long index = known + batch.size() - 1;
      entry.action().ifPresent(action -> latest.put(action, index));
    }
    Publication publication = writer.append(batch);
    last.putAll(latest);
    known = publication.checkpoint().size();
    return publication;
  }

  private OptionalLong previous(Entry entry, Map<String, Long> latest) {
    return entry
        .action()
        .map(action -> latest.getOrDefault(action, last.get(action)))
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  /** Reads what a recovery published behind a failed append, so that indices are right again. */
  private void catchUp() throws IOException {
    writer.append(List.of());
    LogReader reader = new LogReader(writer.files().directory());
    long size = writer.checkpoint().size();
    while (known < size) {
      for (byte[] bytes : reader.entries(known, Math.min(size, known + PAGE))) {
        long index = known;
        try {
          EntryReader.read(bytes).action().ifPresent(action -> last.put(action, index));
        } catch (FormatException e) {
          throw new IOException("entry %d cannot be read: %s".formatted(index, e.getMessage()), e);
        }
        known++;
      }
    }
  }
}
