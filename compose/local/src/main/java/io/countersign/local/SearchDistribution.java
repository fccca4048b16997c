package io.countersign.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Obtains the jars of OpenSearch once, with the person's own Maven, into a directory of their own:
 * its libraries and ours do not get along on one class path.
 */
final class SearchDistribution {
  private static final String VERSION = "2.17.1.0";
  private static final long BYTES = 60_000_000;
  private static final String GOAL =
      "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies";

  private final Path root;
  private final StackListener listener;

  SearchDistribution(Path home, StackListener listener) {
    this.root = home.resolve("opensearch");
    this.listener = listener;
  }

  /**
   * Returns the directory of the jars.
   *
   * @throws LocalStackException when they cannot be had
   */
  Path prepare() {
    Path target = root.resolve(VERSION);
    if (Files.isDirectory(target)) {
      return target;
    }
    try (InstallLock lock = InstallLock.of(root)) {
      if (!Files.isDirectory(target)) {
        Disk.require(root, BYTES, "OpenSearch");
        listener.phase("Obtaining OpenSearch for Tasklist and Operate with your Maven");
        download(target);
      }
      return target;
    } catch (IOException e) {
      throw new LocalStackException(
          "Could not install OpenSearch below " + root + ": " + e.getMessage(), e);
    }
  }

  private void download(Path target) throws IOException {
    Path directory = root.resolve("download");
    Unpacker.removeTree(directory);
    Files.createDirectories(directory);
    Path pom = directory.resolve("pom.xml");
    try (InputStream in = SearchDistribution.class.getResourceAsStream("opensearch-pom.xml")) {
      if (in == null) {
        throw new IllegalStateException("opensearch-pom.xml is missing from the jar");
      }
      Files.copy(in, pom, StandardCopyOption.REPLACE_EXISTING);
    }
    Path jars = directory.resolve("jars");
    MavenDownload maven = new MavenDownload(directory, listener);
    int status =
        maven.run(
            List.of(
                "--strict-checksums",
                "-f",
                pom.toString(),
                GOAL,
                "-DincludeScope=runtime",
                "-DoutputDirectory=" + jars),
            () -> {});
    if (status != 0) {
      throw new LocalStackException(
          "Maven could not download OpenSearch: %s Check the network and Maven's settings and start again, or leave Tasklist out."
              .formatted(maven.reason()));
    }
    Files.move(jars, target, StandardCopyOption.ATOMIC_MOVE);
    Unpacker.removeTree(directory);
  }
}
