package io.countersign.ledger.log;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file that a published checkpoint depends on is missing or says something else. The log must not
 * be written until it is restored: signing over the damage would hide it.
 */
public final class LogDamagedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String file;

  LogDamagedException(Path file, String message) {
    super(file + ": " + message);
    this.file = file.toString();
  }

  /** The file that is wrong. */
  public Path file() {
    return Path.of(file);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
