package io.countersign.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Removes the lock file of a PostgreSQL that was killed, where its process id has since gone to
 * another program; PostgreSQL itself clears it only when the id is free.
 */
final class PostmasterPid {
  private PostmasterPid() {}

  static void clearIfStale(Path data) {
    Path file = data.resolve("postmaster.pid");
    try {
      if (!Files.exists(file)) {
        return;
      }
      Optional<String> first = Files.readAllLines(file).stream().findFirst();
      if (first.isEmpty() || !first.get().strip().matches("\\d{1,18}")) {
        Files.delete(file);
        return;
      }
      boolean foreign =
          ProcessHandle.of(Long.parseLong(first.get().strip()))
              .flatMap(process -> process.info().command())
              .map(command -> !command.endsWith("/postgres"))
              .orElse(false);
      if (foreign) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new LocalStackException("Could not read " + file + ": " + e.getMessage(), e);
    }
  }
}
