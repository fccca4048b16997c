package io.countersign.ledger.keys;

import io.countersign.ledger.entry.Salt;
import io.countersign.ledger.log.DurableFile;
import io.countersign.ledger.note.VerifierKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;

/** Why a key was changed: the payload that the entry of the change commits to. */
final class RotationNote {
  private RotationNote() {}

  /** Written before the change is on record; a change that is tried again writes it again. */
  static void write(
      Path folder, VerifierKey from, VerifierKey to, String reason, Salt salt, Instant now)
      throws IOException {
    Path file = folder.resolve("rotation-%08x".formatted(to.keyId()));
    String text =
        "time %s%nfrom %s%nto %s%nsalt %s%nreason %s%n"
            .formatted(now, from, to, salt.hex(), reason);
    DurableFile.replace(file, text.getBytes(StandardCharsets.UTF_8));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
