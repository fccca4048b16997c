package io.countersign.operations.internal;

import io.countersign.operations.BackupException;
import io.countersign.support.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a backup holds. Written last: a folder without it is none.
 *
 * @param format of the backup
 * @param takenAt moment of the database's snapshot
 * @param schema newest migration in it
 * @param noted entries of the log that the database knew then
 * @param root root of the tree over them, Base64; empty when none
 * @param logSize entries of the log in the backup, at least as many
 * @param tables rows by table
 * @param sequences last values by sequence
 * @param files SHA-256 by path, of every other file
 */
public record Manifest(
    int format,
    Instant takenAt,
    String schema,
    long noted,
    String root,
    long logSize,
    List<Table> tables,
    Map<String, Long> sequences,
    SortedMap<String, String> files) {

  static final int FORMAT = 1;
  private static final String NAME = "manifest.json";

  /**
   * A table.
   *
   * @param name with its schema
   * @param columns in the order of the file
   */
  public record Table(String name, List<String> columns, long rows) {}

  static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(NAME));
  }

  void write(Path folder) throws IOException {
    Files.writeString(
        folder.resolve(NAME),
        JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(this));
  }

  /** Reads a backup's manifest, and holds every file against it. */
  static Manifest verified(Path folder) throws BackupException, IOException {
    if (!isIn(folder)) {
      throw new BackupException(
          "'" + folder + "' is no finished backup: it has no " + NAME + ". Choose another.");
    }
    Manifest manifest = read(folder);
    if (manifest.format() != FORMAT) {
      throw new BackupException(
          "The backup has format %d, this version reads %d. Use the version that made it."
              .formatted(manifest.format(), FORMAT));
    }
    SortedMap<String, String> found = digests(folder);
    for (Map.Entry<String, String> file : manifest.files().entrySet()) {
      if (!file.getValue().equals(found.remove(file.getKey()))) {
        throw new BackupException(
            "'%s' of the backup is missing or was changed. Nothing was restored; use another backup."
                .formatted(file.getKey()));
      }
    }
    if (!found.isEmpty()) {
      throw new BackupException(
          "'%s' was added to the backup. Nothing was restored.".formatted(found.firstKey()));
    }
    return manifest;
  }

  private static Manifest read(Path folder) throws BackupException, IOException {
    try {
      return JsonMapper.shared().readValue(Files.readString(folder.resolve(NAME)), Manifest.class);
    } catch (JacksonException e) {
      throw new BackupException("The backup's " + NAME + " cannot be read.", e);
    }
  }

  /** SHA-256 of every file but the manifest, by path. */
  static SortedMap<String, String> digests(Path folder) throws IOException {
    SortedMap<String, String> digests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String path = folder.relativize(file).toString();
        if (!path.equals(NAME)) {
          digests.put(path, Digests.ofFile(file));
        }
      }
    }
    return digests;
  }
}
