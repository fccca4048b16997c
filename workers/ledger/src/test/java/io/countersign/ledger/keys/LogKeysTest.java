package io.countersign.ledger.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryReader;
import io.countersign.ledger.entry.Salt;
import io.countersign.ledger.entry.Samples;
import io.countersign.ledger.log.LogReader;
import io.countersign.ledger.log.LogWriter;
import io.countersign.ledger.log.Logs;
import io.countersign.ledger.note.SignatureType;
import io.countersign.ledger.note.SigningKey;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.ledger.verify.LogVerifier;
import io.countersign.ledger.verify.TrustPolicy;
import io.countersign.ledger.verify.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogKeysTest {
  private static final String ORIGIN = "log.example/countersign";

  @TempDir Path temp;
  private Path folder;
  private Path log;
  private LogKeys keys;

  @BeforeEach
  void folders() {
    folder = temp.resolve("keys");
    log = temp.resolve("log");
    keys = new LogKeys(folder);
  }

  @Test
  void open_firstRun_makesAPrivateKeyAndExportsThePublicOne() throws IOException, FormatException {
    SigningKey key = keys.open(ORIGIN, log);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("signing.key"))))
        .isEqualTo("rw-------");
    assertThat(VerifierKey.parse(Files.readString(folder.resolve("signing.vkey")).strip()))
        .isEqualTo(key.verifier());
    assertThat(keys.open(ORIGIN, log).verifier()).isEqualTo(key.verifier());
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void open_keyReadableByOthers_isRefused() throws IOException {
    keys.open(ORIGIN, log);
    Path file = folder.resolve("signing.key");
    for (String permissions : List.of("rw-r-----", "rw----r--", "rwx------", "rw--w----")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
      assertThatThrownBy(() -> keys.open(ORIGIN, log))
          .hasMessageContaining("the key is open to others (" + permissions + ")");
    }
  }

  @Test
  void open_keyBehindALink_isRefused() throws IOException {
    keys.open(ORIGIN, log);
    Path file = folder.resolve("signing.key");
    Files.move(file, temp.resolve("elsewhere"));
    Files.createSymbolicLink(file, temp.resolve("elsewhere"));
    assertThatThrownBy(() -> keys.open(ORIGIN, log)).hasMessageContaining("not a plain file");
  }

  @Test
  void open_keyOfAnotherName_isRefused() throws IOException {
    keys.open(ORIGIN, log);
    assertThatThrownBy(() -> keys.open("log.example/other", log))
        .hasMessageContaining("holds the ED25519 key of log.example/countersign");
  }

  @Test
  void open_logWithoutItsKey_isRefusedInsteadOfMakingANewOne() throws IOException {
    Logs.write(log, keys.open(ORIGIN, log), 3);
    Files.delete(folder.resolve("signing.key"));
    assertThatThrownBy(() -> keys.open(ORIGIN, log))
        .hasMessageContaining("exists, its key")
        .hasMessageContaining("restore the key");
    assertThat(folder.resolve("signing.key")).doesNotExist();
  }

  @Test
  void open_damagedKeyFile_isRefusedWithoutShowingTheSecret() throws IOException {
    SigningKey key = keys.open(ORIGIN, log);
    Files.writeString(folder.resolve("signing.key"), key.secret() + "\nnonsense\n");
    assertThatThrownBy(() -> keys.open(ORIGIN, log))
        .isInstanceOf(IOException.class)
        .hasMessageNotContaining(key.secret());
  }

  @Test
  void rotate_aLog_isFollowedByAVerifierOfTheOldKey() throws IOException {
    SigningKey first = keys.open(ORIGIN, log);
    try (LogWriter writer = LogWriter.open(log, first, Logs.NOON)) {
      keys.rotate(writer, "yearly", Logs.NOON);
    }
    SigningKey second = keys.open(ORIGIN, log);
    assertThat(second.verifier()).isNotEqualTo(first.verifier());
    try (LogWriter writer = LogWriter.open(log, second, Logs.NOON)) {
      writer.append(
          List.of(
              io.countersign.ledger.entry.EntryWriter.write(
                  Samples.numbered(1).withPrevious(java.util.OptionalLong.empty()))));
    }
    assertThat(new LogVerifier(TrustPolicy.of(first.verifier())).verify(log))
        .isInstanceOf(Verdict.Sound.class);
  }

  @Test
  void rotate_withAReason_keepsWhyOutsideTheLogAndOpensTheCommitment() throws Exception {
    SigningKey first = keys.open(ORIGIN, log);
    try (LogWriter writer = LogWriter.open(log, first, Logs.NOON)) {
      assertThatThrownBy(() -> keys.rotate(writer, " ", Logs.NOON)).hasMessageContaining("reason");
      keys.rotate(writer, "Bob left", Logs.NOON);
    }
    SigningKey second = keys.open(ORIGIN, log);
    Path note = folder.resolve("rotation-%08x".formatted(second.verifier().keyId()));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(note)))
        .isEqualTo("rw-------");
    List<String> lines = Files.readAllLines(note);
    assertThat(lines)
        .contains("from " + first.verifier(), "to " + second.verifier(), "reason Bob left");
    Entry entry = EntryReader.read(new LogReader(log).entry(0));
    Salt salt = Salt.of(HexFormat.of().parseHex(lines.get(3).substring("salt ".length())));
    assertThat(
            entry
                .commitments()
                .get("reason")
                .opens("Bob left".getBytes(StandardCharsets.UTF_8), salt))
        .isTrue();
    assertThat(new String(new LogReader(log).entry(0), StandardCharsets.UTF_8))
        .doesNotContain("Bob");
  }

  @Test
  void open_afterACrashBetweenRecordAndPromotion_takesTheNewKey() throws IOException {
    SigningKey first = keys.open(ORIGIN, log);
    try (LogWriter writer = LogWriter.open(log, first, Logs.NOON)) {
      Path old = temp.resolve("old.key");
      Files.copy(folder.resolve("signing.key"), old, StandardCopyOption.COPY_ATTRIBUTES);
      keys.rotate(writer, "yearly", Logs.NOON);
      Files.move(folder.resolve("signing.key"), folder.resolve("next.key"));
      Files.move(old, folder.resolve("signing.key"));
    }
    SigningKey key = keys.open(ORIGIN, log);
    assertThat(key.verifier()).isNotEqualTo(first.verifier());
    Logs.write(log, key, 2);
    assertThat(new LogReader(log).checkpoint().size()).isEqualTo(3);
  }

  @Test
  void open_afterACrashBeforeTheRecord_keepsTheOldKey() throws IOException {
    SigningKey first = keys.open(ORIGIN, log);
    Logs.write(log, first, 2);
    KeyFile.create(folder.resolve("next.key"), SigningKey.generate(ORIGIN, SignatureType.ED25519));
    assertThat(keys.open(ORIGIN, log).verifier()).isEqualTo(first.verifier());
  }
}
