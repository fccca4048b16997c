package io.countersign.local;

import java.nio.file.Path;

/** One part of the stack that a crash test can end and bring back. */
public interface StackService {
  /** Ends the part with SIGKILL and waits until its process is gone. */
  void kill();

  /**
   * Brings the part back on the same ports with the same data, and waits until it answers. A part
   * that still runs is stopped first.
   *
   * @throws LocalStackException when it does not come back in time
   */
  void restart();

  /** Tells whether the process runs; it may not answer yet. */
  boolean isAlive();

  /** Returns the operating system's id of the process that ran last. */
  long pid();

  /** Returns the log file. */
  Path log();
}
