package io.countersign.connectors.files;

import io.countersign.spi.Traits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * How far folders are trusted, as the operator set under {@code files.destinations.<n>.path} and
 * {@code .trust}. The longest match counts.
 */
final class TrustedFolders {

  private static final String PREFIX = "files.destinations.";
  private static final Set<String> LEVELS = Set.of("internal", "partner", "public");

  private final Map<Path, String> trust;

  private TrustedFolders(Map<Path, String> trust) {
    this.trust = Map.copyOf(trust);
  }

  /**
   * Reads the settings.
   *
   * @throws IllegalArgumentException when a folder has no known trust, or a trust no folder
   */
  static TrustedFolders read(Map<String, String> settings) {
    Map<Path, String> trust = new HashMap<>();
    settings.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX) && name.endsWith(".path")) {
            String level = settings.getOrDefault(name.replaceFirst("path$", "trust"), "");
            if (!LEVELS.contains(level)) {
              throw new IllegalArgumentException(
                  "countersign.effects."
                      + name.replaceFirst("path$", "trust")
                      + " is '"
                      + level
                      + "'. Set it to internal, partner or public.");
            }
            trust.put(Path.of(value).toAbsolutePath().normalize(), level);
          }
        });
    return new TrustedFolders(trust);
  }

  /** How far the folder is trusted that a file really lies in, symbolic links followed. */
  String trustOf(Path file) {
    Path parent = file.toAbsolutePath().normalize().getParent();
    if (parent == null) {
      return Traits.UNKNOWN_TRUST;
    }
    Path place = real(parent);
    String level = Traits.UNKNOWN_TRUST;
    int longest = -1;
    for (Map.Entry<Path, String> entry : trust.entrySet()) {
      Path folder = real(entry.getKey());
      if (place.startsWith(folder) && folder.getNameCount() > longest) {
        longest = folder.getNameCount();
        level = entry.getValue();
      }
    }
    return level;
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder;
    }
  }
}
