package io.countersign.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Downloads artifacts with the person's own Maven, so that their mirrors, proxies and credentials
 * count.
 */
final class MavenDownload {
  private static final String PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:";
  private static final Duration POLL = Duration.ofMillis(500);

  private final Path directory;
  private final StackListener listener;

  /**
   * @param directory an existing directory for the result and Maven's log
   */
  MavenDownload(Path directory, StackListener listener) {
    this.directory = directory;
    this.listener = listener;
  }

  /**
   * Copies one artifact into the directory.
   *
   * @param coordinates {@code group:artifact:version:extension}
   * @param bytes its size, for progress
   * @param byHand where a person may put the file instead
   */
  void copy(String coordinates, long bytes, Path byHand) throws IOException {
    Optional<Path> destination =
        MavenRepository.local()
            .map(repository -> repository.file(coordinates).toAbsolutePath().getParent());
    int status =
        run(
            List.of(PLUGIN + "copy", "-Dartifact=" + coordinates, "-DoutputDirectory=" + directory),
            () -> destination.ifPresent(path -> tell(path, bytes)));
    if (status != 0) {
      throw new LocalStackException(
          "Maven could not download %s: %s Check the network and Maven's settings and start again, or put the file at %s yourself."
              .formatted(coordinates, reason(), byHand));
    }
  }

  /** Runs Maven with goals and options; returns its exit status. */
  int run(List<String> arguments, Runnable whileWaiting) throws IOException {
    List<String> line = new ArrayList<>(List.of(maven(), "-B"));
    line.addAll(arguments);
    Files.deleteIfExists(log());
    ManagedProcess.Spec spec = ManagedProcess.of("maven", line).directory(directory).log(log());
    if (System.getenv("JAVA_HOME") == null) {
      spec.environment("JAVA_HOME", JavaCommand.home());
    }
    try (ManagedProcess process = spec.start()) {
      while (true) {
        try {
          return process.exit().get(POLL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException stillRunning) {
          whileWaiting.run();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalStackException("Interrupted during a download", e);
    } catch (ExecutionException e) {
      throw new IOException(e);
    }
  }

  /** Returns Maven's own first word on what went wrong. */
  String reason() {
    return Logs.since(log(), 0)
        .lines()
        .filter(line -> line.startsWith("[ERROR]"))
        .map(line -> line.substring("[ERROR]".length()).strip())
        .findFirst()
        .map(line -> line.endsWith(".") ? line : line + ".")
        .orElse("it gave no reason.");
  }

  private Path log() {
    return directory.resolve("maven.log");
  }

  /** Maven itself is silent in between, but the file in its repository grows under our eyes. */
  private void tell(Path repositoryDirectory, long bytes) {
    if (!Files.isDirectory(repositoryDirectory)) {
      return;
    }
    try (Stream<Path> files = Files.list(repositoryDirectory)) {
      files
          .mapToLong(file -> file.toFile().length())
          .max()
          .ifPresent(
              size -> listener.progress("Downloading the engine", Math.min(size, bytes), bytes));
    } catch (IOException | UncheckedIOException e) {
      // A temporary file was renamed while we looked; the next look will do.
      return;
    }
  }

  private static String maven() {
    List<String> places = new ArrayList<>();
    for (String variable : List.of("MAVEN_HOME", "M2_HOME")) {
      String home = System.getenv(variable);
      if (home != null) {
        places.add(home + "/bin");
      }
    }
    String path = System.getenv("PATH");
    if (path != null) {
      places.addAll(List.of(path.split(File.pathSeparator)));
    }
    return places.stream()
        .map(place -> Path.of(place, "mvn"))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElseThrow(
            () ->
                new LocalStackException(
                    "Maven (mvn) is not on the PATH; it is needed once, to download the engine."
                        + " Install Maven 3.8 or later and start again."));
  }
}
