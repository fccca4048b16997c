package io.countersign.it;

import io.countersign.local.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The one embedded stack that all integration tests of this JVM share. */
final class Embedded {

  private static final Path FOLDER = temporary();
  private static final LocalStack STACK =
      LocalStack.builder()
          .dataDirectory(FOLDER.resolve("stack"))
          .exporterJar(Path.of("target/exporter/countersign-zeebe-exporter.jar"))
          .quick(true)
          .start();

  private Embedded() {}

  static LocalStack stack() {
    return STACK;
  }

  /** A folder of this run. */
  static Path folder(String name) {
    try {
      return Files.createDirectories(FOLDER.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("countersign-it");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
