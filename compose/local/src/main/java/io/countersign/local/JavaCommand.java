package io.countersign.local;

import java.nio.file.Path;

/** Knows the Java that runs us. */
final class JavaCommand {
  private JavaCommand() {}

  static String home() {
    return System.getProperty("java.home", "");
  }

  static String path() {
    return Path.of(home(), "bin", "java").toString();
  }
}
