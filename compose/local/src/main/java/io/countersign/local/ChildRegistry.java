package io.countersign.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Writes down which processes work in a data directory, so that the next start, after this JVM was
 * killed, can wait for the last of them before it opens their files.
 */
final class ChildRegistry {
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  private final Path file;

  ChildRegistry(Path dataDirectory) {
    this.file = dataDirectory.resolve("children");
  }

  /** Adds a process that was started a moment ago. */
  synchronized void add(ManagedProcess child) {
    long started = child.startedAt().map(Instant::toEpochMilli).orElse(0L);
    try {
      Files.writeString(
          file,
          child.pid() + " " + started + " " + child.name() + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      child.kill();
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until everything that an earlier run left behind has ended, and ends what does not. */
  void awaitSurvivors(StackListener listener) throws IOException {
    if (Files.exists(file)) {
      List<ProcessHandle> alive =
          Files.readAllLines(file).stream()
              .map(ChildRegistry::stillThere)
              .flatMap(Optional::stream)
              .toList();
      if (!alive.isEmpty()) {
        listener.phase("Waiting for the end of an earlier run");
        alive.forEach(ChildRegistry::awaitEnd);
      }
    }
    Files.deleteIfExists(file);
  }

  private static Optional<ProcessHandle> stillThere(String line) {
    String[] parts = line.split(" ", 3);
    if (parts.length < 3 || !parts[0].matches("\\d{1,18}") || !parts[1].matches("\\d{1,18}")) {
      return Optional.empty();
    }
    long started = Long.parseLong(parts[1]);
    return ProcessHandle.of(Long.parseLong(parts[0]))
        .filter(
            process ->
                process
                    .info()
                    .startInstant()
                    .map(instant -> instant.toEpochMilli() == started)
                    .orElse(false));
  }

  private static void awaitEnd(ProcessHandle process) {
    try {
      process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | java.util.concurrent.ExecutionException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalStackException("Interrupted while waiting for an earlier run to end", e);
    }
  }
}
