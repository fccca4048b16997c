package io.countersign.cli;

/** The exit codes of every command; scripts rely on them. */
final class ExitCode {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_USE = 2;
  static final int REFUSED = 3;
  static final int VERIFICATION_FAILED = 4;

  private ExitCode() {}
}
