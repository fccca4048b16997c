package io.countersign.identity.internal;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the people are.
 *
 * @param kind in a file or in the database; by default in the file, where one is named
 * @param file YAML file of people and agents; fills a database that holds nobody yet
 * @param administrators the group whose people may change the directory in the database
 */
@ConfigurationProperties("countersign.directory")
record DirectoryProperties(
    @Nullable Kind kind,
    @Nullable String file,
    @DefaultValue("directory-admins") String administrators) {

  /** Where a directory can be. */
  enum Kind {
    FILE,
    DATABASE
  }

  boolean isInDatabase() {
    return kind == Kind.DATABASE || (kind == null && !hasFile());
  }

  boolean hasFile() {
    return file != null && !file.isBlank();
  }

  /**
   * The directory file.
   *
   * @throws IllegalStateException where none is named
   */
  Path path() {
    if (file == null || file.isBlank()) {
      throw new IllegalStateException(
          "countersign.directory.kind is 'file', but countersign.directory.file names none.");
    }
    return Path.of(file);
  }
}
