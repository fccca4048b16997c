package io.countersign.operations.internal;

import io.countersign.operations.Check;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;

/** Who may read keys and secrets, and whether there is room. */
final class FileChecks {

  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");
  private static final Set<PosixFilePermission> OTHERS_WRITE =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
  private static final long LITTLE = 1L << 30;

  private final Environment environment;
  private final List<Check> checks;

  FileChecks(Environment environment, List<Check> checks) {
    this.environment = environment;
    this.checks = checks;
  }

  void run() throws IOException {
    Optional<Path> data = path("countersign.data-dir");
    Path keys =
        path("countersign.ledger.keys")
            .orElseGet(
                () -> data.map(d -> d.resolve("ledger-keys")).orElse(Path.of("ledger-keys")));
    secret("permissions.ledger-keys", Optional.of(keys));
    Path payloads =
        path("countersign.payloads.keys")
            .orElseGet(
                () -> data.map(d -> d.resolve("payload-keys")).orElse(Path.of("payload-keys")));
    secret("permissions.payload-keys", Optional.of(payloads));
    secret("permissions.history-key", path("countersign.history.digest-key-file"));
    secret("permissions.secrets", path("countersign.secrets-dir"));
    secret("permissions.tokens", path("countersign.api.tokens-file"));
    guarded("permissions.directory", path("countersign.directory.file"));
    if (data.filter(Files::isDirectory).isPresent()) {
      room(data.get());
    }
  }

  private Optional<Path> path(String setting) {
    return TogetherSettings.value(environment, setting).map(Path::of);
  }

  /** Nobody else may do anything with it. A secret mounted read-only for a group is its owner's. */
  private void secret(String name, Optional<Path> place) throws IOException {
    check(name, place, OTHERS, "go-rwx");
  }

  /** Others may read it, not write. */
  private void guarded(String name, Optional<Path> place) throws IOException {
    check(name, place, OTHERS_WRITE, "go-w");
  }

  private void check(
      String name, Optional<Path> place, Set<PosixFilePermission> forbidden, String mode)
      throws IOException {
    if (place.isEmpty() || !Files.exists(place.get())) {
      return;
    }
    List<Path> open = new ArrayList<>();
    // Into a closed folder nobody else gets, whatever lies in it.
    int depth = isOpen(place.get(), forbidden) ? 2 : 0;
    try (Stream<Path> files = Files.walk(place.get(), depth)) {
      for (Path file : files.toList()) {
        if (!Files.isSymbolicLink(file) && isOpen(file, forbidden)) {
          open.add(file);
        }
      }
    }
    checks.add(
        open.isEmpty()
            ? Check.ok(name, "'" + place.get() + "' is closed to others.")
            : Check.problem(
                name,
                "Others may use " + open + ".",
                "chmod -R " + mode + " '" + place.get() + "'"));
  }

  private static boolean isOpen(Path file, Set<PosixFilePermission> forbidden) throws IOException {
    if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
      return false;
    }
    Set<PosixFilePermission> given =
        new TreeSet<>(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
    given.retainAll(forbidden);
    return !given.isEmpty();
  }

  private void room(Path data) throws IOException {
    FileStore store = Files.getFileStore(data);
    long free = store.getUsableSpace();
    String found = "%.1f GB are free for '%s'.".formatted(free / 1e9, data);
    checks.add(
        free >= LITTLE
            ? Check.ok("disk", found)
            : Check.warning("disk", found, "Make room: without it nothing is released."));
    checks.add(
        Files.isWritable(data)
            ? Check.ok("data-dir", "'" + data + "' can be written.")
            : Check.problem(
                "data-dir",
                "'" + data + "' cannot be written.",
                "Give it to this process's user."));
  }
}
