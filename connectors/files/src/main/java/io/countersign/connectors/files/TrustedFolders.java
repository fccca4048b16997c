package io.countersign.connectors.files;

import io.countersign.spi.Traits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How far folders are trusted, as the operator set under {@code files.destinations.<n>.path} and
 * {@code .trust}. The longest match counts. A folder that others use as well is left out of the
 * inventory with {@code .inventory=false}.
 */
final class TrustedFolders {

  private static final String PREFIX = "files.destinations.";
  private static final Set<String> LEVELS = Set.of("internal", "partner", "public");

  private final Map<Path, String> trust;
  private final Set<Path> listed;

  private TrustedFolders(Map<Path, String> trust, Set<Path> listed) {
    this.trust = Map.copyOf(trust);
    this.listed = Set.copyOf(listed);
  }

  /**
   * Reads the settings.
   *
   * @throws IllegalArgumentException when a folder has no known trust, or a trust no folder
   */
  static TrustedFolders read(Map<String, String> settings) {
    Map<Path, String> trust = new HashMap<>();
    Set<Path> listed = new HashSet<>();
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
            Path folder = Path.of(value).toAbsolutePath().normalize();
            trust.put(folder, level);
            if (isListed(name.replaceFirst("path$", "inventory"), settings)) {
              listed.add(folder);
            }
          }
        });
    return new TrustedFolders(trust, listed);
  }

  private static boolean isListed(String name, Map<String, String> settings) {
    String value = settings.getOrDefault(name, "true");
    if (!value.equals("true") && !value.equals("false")) {
      throw new IllegalArgumentException(
          "countersign.effects."
              + name
              + " is '"
              + value
              + "'. Set it to false where others put files into the folder as well, or to true.");
    }
    return value.equals("true");
  }

  /** The folders in which there is nothing but exports. */
  Set<Path> listed() {
    return listed;
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

  /** Where a folder really lies; the name that it was given when it does not exist. */
  static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder;
    }
  }
}
