package io.countersign.support;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the application keeps its own files: prepared datasets and keys. Folders are created
 * readable by their owner alone.
 *
 * @param dataDir the folder
 */
@ConfigurationProperties("countersign")
public record DataDirectory(Path dataDir) {

  /** A private folder of this name, created when it is missing. */
  public Path folder(String name) {
    Path folder = dataDir.resolve(name);
    try {
      return Files.createDirectories(folder, ownerOnly());
    } catch (IOException e) {
      throw new IllegalStateException(
          "The folder '"
              + folder
              + "' cannot be created. Set countersign.data-dir to a folder that can be written.",
          e);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }
}
