package io.countersign.operations.internal;

import io.countersign.operations.BackupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;

/**
 * Where the parts of an installation lie.
 *
 * @param ledger the log
 * @param keys its signing key
 * @param payloadKeys what opens the words of actions
 * @param historyKey the exporter's digest key
 * @param history schema of the exporter
 */
record Places(Path ledger, Path keys, Path payloadKeys, Path historyKey, String history) {

  static Places of(Environment environment) throws BackupException {
    Path data = path(environment, "countersign.data-dir");
    return new Places(
        optional(environment, "countersign.ledger.dir").orElse(data.resolve("ledger")),
        optional(environment, "countersign.ledger.keys").orElse(data.resolve("ledger-keys")),
        optional(environment, "countersign.payloads.keys").orElse(data.resolve("payload-keys")),
        path(environment, "countersign.history.digest-key-file"),
        schema(
            TogetherSettings.value(environment, "countersign.history.schema").orElse("history")));
  }

  private static String schema(String name) throws BackupException {
    if (!name.matches("[a-z_][a-z0-9_]{0,62}")) {
      throw new BackupException("countersign.history.schema is '" + name + "', no schema name.");
    }
    return name;
  }

  private static Path path(Environment environment, String setting) throws BackupException {
    return optional(environment, setting)
        .orElseThrow(
            () -> new BackupException(setting + " is missing; use the settings of serve."));
  }

  private static Optional<Path> optional(Environment environment, String setting) {
    return TogetherSettings.value(environment, setting).map(Path::of);
  }

  /** A folder that only this user may look into. */
  static Path privateFolder(Path folder) throws IOException {
    return Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /** Copies plain files, for this user's eyes alone. */
  static void copyPrivately(Path from, Path to) throws IOException {
    if (Files.isRegularFile(from)) {
      privately(from, to);
    } else if (Files.isDirectory(from)) {
      privateFolder(to);
      try (Stream<Path> files = Files.list(from)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          privately(file, to.resolve(file.getFileName()));
        }
      }
    }
  }

  private static void privately(Path from, Path to) throws IOException {
    Files.createFile(
        to, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(to, Files.readAllBytes(from), StandardOpenOption.TRUNCATE_EXISTING);
  }

  static boolean isEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return true;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }
}
