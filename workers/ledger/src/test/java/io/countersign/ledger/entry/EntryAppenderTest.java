package io.countersign.ledger.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.log.LogReader;
import io.countersign.ledger.log.LogWriter;
import io.countersign.ledger.log.Logs;
import io.countersign.ledger.note.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntryAppenderTest {
  private final SigningKey key = Logs.key();

  @TempDir Path directory;

  @Test
  void append_severalActions_linksEachToItsOwnPrevious() throws IOException, FormatException {
    try (LogWriter writer = LogWriter.open(directory, key, Logs.NOON)) {
      EntryAppender appender = new EntryAppender(writer);
      appender.append(List.of(of("a"), of("b"), of("a")));
      writer.append(List.of(EntryWriter.write(of("b").withPrevious(OptionalLong.of(1)))));
      appender.append(List.of(of("b"), of("c")));
    }
    try (LogWriter writer = LogWriter.open(directory, key, Logs.NOON)) {
      new EntryAppender(writer)
          .append(List.of(of("a"), of("c"), Entry.of("x", "none", Samples.NOON).build()));
    }
    assertThat(previous()).containsExactly(-1L, -1L, 0L, 1L, 3L, -1L, 2L, 5L, -1L);
  }

  @Test
  void open_logWithAnEntryOfANewerVersion_isRefusedAndNamesIt() throws IOException {
    try (LogWriter writer = LogWriter.open(directory, key, Logs.NOON)) {
      writer.append(List.of(EntryWriter.write(of("a")), Logs.entry(1)));
      assertThatThrownBy(() -> new EntryAppender(writer))
          .hasMessage("entry 1 cannot be read: the entry has no field format");
    }
  }

  private List<Long> previous() throws IOException, FormatException {
    List<Long> previous = new java.util.ArrayList<>();
    LogReader reader = new LogReader(directory);
    for (byte[] bytes : reader.entries(0, reader.checkpoint().size())) {
      previous.add(EntryReader.read(bytes).previous().orElse(-1));
    }
    return previous;
  }

  private static Entry of(String action) {
    return Entry.of("step", "id-of-" + action, Samples.NOON).action(action).build();
  }
}
