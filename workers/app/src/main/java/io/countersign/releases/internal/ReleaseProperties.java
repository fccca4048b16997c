package io.countersign.releases.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What policy is told about releases.
 *
 * @param environment where this installation acts
 * @param validity how long after sealing an export may still run
 * @param planReviewers the group that reviews masking plans
 * @param destinations folders that are trusted more than {@code unknown}; the longest match counts
 */
@ConfigurationProperties("countersign.release")
record ReleaseProperties(
    @DefaultValue("production") String environment,
    @DefaultValue("24h") Duration validity,
    @DefaultValue("data-stewards") String planReviewers,
    @DefaultValue List<Destination> destinations) {

  /**
   * A folder and everything below it.
   *
   * @param trust {@code internal}, {@code partner} or {@code public}
   */
  record Destination(Path path, String trust) {}

  /** How far the folder is trusted that a file really lies in, symbolic links followed. */
  String trustOf(Path file) {
    Path parent = file.toAbsolutePath().normalize().getParent();
    if (parent == null) {
      return "unknown";
    }
    Path place = real(parent);
    String trust = "unknown";
    int longest = -1;
    for (Destination destination : destinations) {
      Path folder = real(destination.path().toAbsolutePath().normalize());
      if (place.startsWith(folder) && folder.getNameCount() > longest) {
        longest = folder.getNameCount();
        trust = destination.trust();
      }
    }
    return trust;
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder;
    }
  }
}
