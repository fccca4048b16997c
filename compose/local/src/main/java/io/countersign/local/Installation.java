package io.countersign.local;

import java.nio.file.Path;

/** Knows where programs are installed for this user. */
final class Installation {
  private Installation() {}

  static Path defaultHome() {
    String set = System.getenv("COUNTERSIGN_HOME");
    return set != null && !set.isBlank()
        ? Path.of(set).toAbsolutePath()
        : Path.of(System.getProperty("user.home"), ".countersign").toAbsolutePath();
  }
}
