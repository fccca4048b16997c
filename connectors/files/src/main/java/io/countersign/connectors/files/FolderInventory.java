package io.countersign.connectors.files;

import io.countersign.spi.EffectException;
import io.countersign.spi.EffectException.Remedy;
import io.countersign.spi.Holding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every file in the folders that exports go to, under the names that exports have. */
final class FolderInventory {

  private static final String MANIFEST = ".manifest.json";

  /** What an interrupted export leaves: hidden, and no export. */
  private static final Pattern TEMPORARY =
      Pattern.compile("\\..*\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\\.manifest)?\\.tmp");

  private FolderInventory() {}

  /**
   * The files in these folders and below, symbolic links not followed. A manifest beside its file
   * is part of that.
   *
   * @throws EffectException when a folder cannot be read
   */
  static List<Holding> of(Collection<Path> folders) throws EffectException {
    Set<Path> files = new TreeSet<>();
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        files.addAll(in(folder));
      }
    }
    List<Holding> holdings = new ArrayList<>();
    for (Path file : files) {
      boolean besideItsFile =
          name(file).endsWith(MANIFEST)
              && files.contains(
                  file.resolveSibling(name(file).replaceFirst("\\.manifest\\.json$", "")));
      if (!besideItsFile) {
        boolean withManifest = files.contains(file.resolveSibling(name(file) + MANIFEST));
        holdings.add(
            new Holding(
                place(file),
                "The file '" + file + (withManifest ? "', which has a manifest," : "'")));
      }
    }
    return holdings;
  }

  private static List<Path> in(Path folder) throws EffectException {
    try (Stream<Path> all = Files.walk(folder.toRealPath())) {
      return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .filter(file -> !TEMPORARY.matcher(name(file)).matches())
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new EffectException(
          "FolderUnreadable",
          Remedy.RETRY,
          "The folder '" + folder + "' cannot be listed: " + e.getMessage() + ".");
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  /** Where a file really lies, so that two names of one folder are one place. */
  static String place(Path file) {
    Path parent = file.toAbsolutePath().normalize().getParent();
    Path folder = parent == null ? file : TrustedFolders.real(parent);
    return "file:" + folder.resolve(name(file));
  }

  /** What an export to this file accounts for. */
  static Set<String> places(Path file) {
    return Set.of(place(file), place(file.resolveSibling(name(file) + MANIFEST)));
  }
}
