package io.countersign.ledger.log;

import java.io.IOException;
import java.nio.file.Path;

/** Another writer holds the log. */
public final class LogLockedException extends IOException {
  private static final long serialVersionUID = 1L;

  LogLockedException(Path lock, String holder) {
    super(
        "the log is being written by %s (%s); one writer at a time: stop that one first"
            .formatted(holder.isEmpty() ? "another process" : holder, lock));
  }
}
