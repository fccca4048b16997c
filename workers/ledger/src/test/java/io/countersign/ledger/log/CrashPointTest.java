package io.countersign.ledger.log;

import static io.countersign.ledger.log.Logs.NOON;
import static io.countersign.ledger.log.Logs.entries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.ledger.note.Checkpoint;
import io.countersign.ledger.note.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stops the writer at every single durable operation, in turn. */
class CrashPointTest {
  private static final int BEFORE = 509;
  private static final int BATCH = 5;

  private final SigningKey key = Logs.key();

  @TempDir Path temp;

  @Test
  void append_stoppedAtEveryOperation_leavesTheOldOrTheNewLog() throws IOException {
    int operations = operationsOfABatch();
    assertThat(operations).isGreaterThan(8);
    for (int stop = 0; stop < operations; stop++) {
      Path directory = temp.resolve("at-" + stop);
      stopAfter(stop, directory);
      try (LogWriter writer = LogWriter.open(directory, key, NOON)) {
        long size = writer.checkpoint().size();
        assertThat(size).isIn((long) BEFORE, (long) BEFORE + BATCH);
        writer.append(entries(size, BEFORE + 300));
      }
      assertThat(Logs.requireSound(directory).root()).isEqualTo(Logs.tree(BEFORE + 300).root());
    }
  }

  private int operationsOfABatch() throws IOException {
    FaultyDisk disk = new FaultyDisk();
    Path directory = temp.resolve("counted");
    Logs.write(directory, key, BEFORE);
    try (LogWriter writer = LogWriter.open(directory, key, NOON, disk)) {
      int before = disk.operationsDone();
      writer.append(entries(BEFORE, BEFORE + BATCH));
      return disk.operationsDone() - before;
    }
  }

  /** After the first failure nothing works any more, as when the machine is gone. */
  private void stopAfter(int operations, Path directory) throws IOException {
    FaultyDisk disk = new FaultyDisk();
    Logs.write(directory, key, BEFORE);
    try (LogWriter writer = LogWriter.open(directory, key, NOON, disk)) {
      disk.failAfter(operations);
      assertThatThrownBy(() -> writer.append(entries(BEFORE, BEFORE + BATCH)))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void append_diskFullForAWhile_losesNothingAndGoesOn() throws IOException {
    FaultyDisk disk = new FaultyDisk();
    Path directory = temp.resolve("full");
    try (LogWriter writer = LogWriter.open(directory, key, NOON, disk)) {
      writer.append(entries(0, BEFORE));
      for (int attempt = 0; attempt < 3; attempt++) {
        disk.failAfter(1);
        assertThatThrownBy(() -> writer.append(entries(BEFORE, BEFORE + BATCH)))
            .hasMessageContaining("No space left on device");
        assertThat(new LogReader(directory).checkpoint().size()).isEqualTo(BEFORE);
      }
      disk.failAfter(FaultyDisk.NEVER);
      writer.append(entries(BEFORE, BEFORE + BATCH));
    }
    Checkpoint checkpoint = Logs.requireSound(directory);
    assertThat(checkpoint.root()).isEqualTo(Logs.tree(BEFORE + BATCH).root());
  }

  @Test
  void append_failureWhileTheDiskStillReads_saysThatNothingWasPublished() throws IOException {
    Path directory = temp.resolve("once");
    FailsOnce disk = new FailsOnce();
    try (LogWriter writer = LogWriter.open(directory, key, NOON, disk)) {
      disk.armed = true;
      assertThatThrownBy(() -> writer.append(entries(0, 3)))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(UncertainPublicationException.class)
          .hasMessage("No space left on device");
      assertThat(writer.append(entries(0, 3)).checkpoint().size()).isEqualTo(3);
    }
  }

  @Test
  void append_failureAfterTheRename_countsAsPublished() throws IOException {
    Path directory = temp.resolve("late");
    FailsAfterRename disk = new FailsAfterRename();
    try (LogWriter writer = LogWriter.open(directory, key, NOON, disk)) {
      disk.armed = true;
      assertThat(writer.append(entries(0, 3)).checkpoint().size()).isEqualTo(3);
      assertThat(writer.append(entries(3, 4)).firstIndex()).isEqualTo(3);
    }
    assertThat(Logs.requireSound(directory).size()).isEqualTo(4);
  }

  private static final class FailsOnce extends Disk {
    boolean armed;

    @Override
    java.nio.channels.FileChannel write(Path file, byte[] bytes) throws IOException {
      if (armed) {
        armed = false;
        throw new IOException("No space left on device");
      }
      return super.write(file, bytes);
    }
  }

  private static final class FailsAfterRename extends Disk {
    boolean armed;

    @Override
    void rename(Path from, Path to) throws IOException {
      super.rename(from, to);
      if (armed) {
        armed = false;
        throw new IOException("Input/output error");
      }
    }
  }
}
