package io.countersign.local;

import java.nio.file.Path;
import java.util.List;

/** Knows the Java that runs us. */
final class JavaCommand {
  private JavaCommand() {}

  static String home() {
    return System.getProperty("java.home", "");
  }

  static String path() {
    return Path.of(home(), "bin", "java").toString();
  }

  /**
   * Returns a command line whose JVM is up soon and stays small: the quick compiler alone saves a
   * third of a start's processor time, and the engine here serves one person or one test.
   */
  static List<String> quickStart(int heapMegabytes) {
    return List.of(
        path(),
        "-Xmx" + heapMegabytes + "m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:+ExitOnOutOfMemoryError",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow");
  }

  /** Returns the options in an environment variable, separated by spaces. */
  static List<String> options(String variable) {
    String value = System.getenv(variable);
    return value == null || value.isBlank() ? List.of() : List.of(value.strip().split("\\s+"));
  }
}
