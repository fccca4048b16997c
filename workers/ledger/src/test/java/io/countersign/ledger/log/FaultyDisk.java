package io.countersign.ledger.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/** A disk that stops after a number of operations, leaving the file it was writing half-written. */
final class FaultyDisk extends Disk {
  static final int NEVER = Integer.MAX_VALUE;

  private int operationsLeft = NEVER;
  private int done;

  void failAfter(int operations) {
    operationsLeft = operations;
  }

  int operationsDone() {
    return done;
  }

  private synchronized boolean fails() {
    done++;
    return operationsLeft-- <= 0;
  }

  @Override
  FileChannel write(Path file, byte[] bytes) throws IOException {
    if (fails()) {
      super.write(file, Arrays.copyOf(bytes, bytes.length / 2)).close();
      throw new IOException("No space left on device");
    }
    return super.write(file, bytes);
  }

  @Override
  void rename(Path from, Path to) throws IOException {
    if (fails()) {
      throw new IOException("Input/output error");
    }
    super.rename(from, to);
  }

  @Override
  void sync(Path folder) throws IOException {
    if (fails()) {
      throw new IOException("Input/output error");
    }
    super.sync(folder);
  }
}
