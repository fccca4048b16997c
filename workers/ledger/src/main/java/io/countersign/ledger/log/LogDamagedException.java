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
  private final String problem;
  private final boolean missing;

  LogDamagedException(Path file, String problem) {
    this(file, problem, false);
  }

  private LogDamagedException(Path file, String problem, boolean missing) {
    super(file + ": " + problem);
    this.file = file.toString();
    this.problem = problem;
    this.missing = missing;
  }

  static LogDamagedException missing(Path file) {
    return new LogDamagedException(file, "the file is missing", true);
  }

  /** What is wrong with the file. */
  public String problem() {
    return problem;
  }

  /** Whether the file is not there at all. */
  public boolean isMissing() {
    return missing;
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
