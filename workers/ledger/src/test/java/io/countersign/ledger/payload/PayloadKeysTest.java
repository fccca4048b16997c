package io.countersign.ledger.payload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.ledger.entry.Commitment;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryWriter;
import io.countersign.ledger.entry.Salt;
import io.countersign.ledger.entry.Samples;
import io.countersign.ledger.log.LogReader;
import io.countersign.ledger.log.LogWriter;
import io.countersign.ledger.log.Logs;
import io.countersign.ledger.note.SigningKey;
import io.countersign.ledger.verify.LogVerifier;
import io.countersign.ledger.verify.TrustPolicy;
import io.countersign.ledger.verify.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PayloadKeysTest {
  private static final byte[] WORDS = "Because Ms Miller asked".getBytes(UTF_8);

  @TempDir Path temp;
  private Path folder;
  private PayloadKeys keys;

  @BeforeEach
  void open() throws IOException {
    folder = temp.resolve("payload-keys");
    keys = PayloadKeys.open(folder);
  }

  private static byte[] payload(OpenedPayload opened) {
    return ((OpenedPayload.Intact) opened).payload();
  }

  private List<Path> files(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).toList();
    }
  }

  @Test
  void open_whatWasSealed_isIntactAfterARestartToo() throws IOException {
    byte[] sealed = keys.seal("act-1", "reason", WORDS);
    assertThat(new String(sealed, UTF_8)).doesNotContain("Miller");
    assertThat(payload(keys.open("act-1", "reason", sealed))).isEqualTo(WORDS);
    assertThat(payload(PayloadKeys.open(folder).open("act-1", "reason", sealed))).isEqualTo(WORDS);
    assertThat(keys.seal("act-1", "reason", WORDS)).isNotEqualTo(sealed);
    for (Path file : files(".key")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    assertThat(files(".tmp")).isEmpty();
  }

  @Test
  void open_underAnotherOwnerOrName_isAltered() throws IOException {
    byte[] sealed = keys.seal("act-1", "reason", WORDS);
    keys.seal("act-2", "reason", WORDS);
    assertThat(keys.open("act-2", "reason", sealed)).isEqualTo(new OpenedPayload.Altered());
    assertThat(keys.open("act-1", "comment", sealed)).isEqualTo(new OpenedPayload.Altered());
    assertThatThrownBy(() -> keys.seal("act-1\nreason", "x", WORDS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void open_anyByteChangedOrCut_isAltered() throws IOException {
    byte[] sealed = keys.seal("act-1", "reason", WORDS);
    for (int i = 0; i < sealed.length; i++) {
      byte[] flipped = sealed.clone();
      flipped[i] ^= 0x10;
      assertThat(keys.open("act-1", "reason", flipped)).isEqualTo(new OpenedPayload.Altered());
      byte[] cut = Arrays.copyOf(sealed, i);
      assertThat(keys.open("act-1", "reason", cut)).isEqualTo(new OpenedPayload.Altered());
    }
  }

  @Test
  void destroy_aKey_erasesItsPayloadsAloneAndForGood() throws IOException {
    byte[] sealed = keys.seal("act-1", "reason", WORDS);
    byte[] other = keys.seal("act-2", "reason", WORDS);
    assertThat(keys.destroy("act-1")).isTrue();
    assertThat(keys.destroy("act-1")).isFalse();
    assertThat(keys.open("act-1", "reason", sealed)).isEqualTo(new OpenedPayload.Erased());
    assertThat(PayloadKeys.open(folder).open("act-1", "reason", sealed))
        .isEqualTo(new OpenedPayload.Erased());
    assertThat(payload(keys.open("act-2", "reason", other))).isEqualTo(WORDS);
    assertThatThrownBy(() -> keys.seal("act-1", "reason", WORDS)).hasMessageContaining("erased");
  }

  @Test
  void destroy_byAnotherProcess_countsAtOnceForWhoRemembersTheKey() throws IOException {
    byte[] sealed = keys.seal("act-1", "reason", WORDS);
    PayloadKeys other = PayloadKeys.open(folder);
    assertThat(other.fingerprint()).isEqualTo(keys.fingerprint()).startsWith("sha256:");
    assertThat(payload(other.open("act-1", "reason", sealed))).isEqualTo(WORDS);
    keys.destroy("act-1");
    assertThat(other.open("act-1", "reason", sealed)).isEqualTo(new OpenedPayload.Erased());
    assertThatThrownBy(() -> other.seal("act-1", "reason", WORDS)).hasMessageContaining("erased");
  }

  @Test
  void destroy_aKey_leavesEveryProofValid() throws Exception {
    SigningKey signer = Logs.key();
    Path log = temp.resolve("log");
    Salt salt = Salt.random();
    Commitment commitment = Commitment.to(WORDS, salt);
    byte[] sealedSalt = keys.seal("act-0", "salt", salt.bytes());
    Entry entry =
        Entry.of("decision.approved", "i-1", Samples.NOON)
            .action("act-0")
            .commitment("reason", commitment)
            .build();
    try (LogWriter writer = LogWriter.open(log, signer, Logs.NOON)) {
      writer.append(List.of(EntryWriter.write(entry.withPrevious(OptionalLong.empty()))));
    }
    assertThat(commitment.opens(WORDS, Salt.of(payload(keys.open("act-0", "salt", sealedSalt)))))
        .isTrue();
    keys.destroy("act-0");
    assertThat(keys.open("act-0", "salt", sealedSalt)).isEqualTo(new OpenedPayload.Erased());
    assertThat(new LogVerifier(TrustPolicy.of(signer.verifier())).verify(log))
        .isInstanceOf(Verdict.Sound.class);
    assertThat(new LogReader(log).prove(0)).isNotNull();
  }

  @Test
  void open_keyLostOrDamagedWithoutHavingBeenDestroyed_isAnErrorAndNoErasure() throws IOException {
    byte[] sealed = keys.seal("act-1", "reason", WORDS);
    Path key =
        files(".key").stream().filter(file -> !file.endsWith("master.key")).findFirst().get();
    byte[] bytes = Files.readAllBytes(key);
    bytes[20] ^= 1;
    Files.write(key, bytes);
    assertThatThrownBy(() -> PayloadKeys.open(folder).open("act-1", "reason", sealed))
        .hasMessageContaining("is not the key of 'act-1'");
    Files.delete(key);
    assertThatThrownBy(() -> PayloadKeys.open(folder).open("act-1", "reason", sealed))
        .hasMessageContaining("was never destroyed; restore it");
  }

  @Test
  void open_masterKeyMissingOpenToOthersOrCut_isRefused() throws IOException {
    keys.seal("act-1", "reason", WORDS);
    Path master = folder.resolve("master.key");
    Files.setPosixFilePermissions(master, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> PayloadKeys.open(folder)).hasMessageContaining("open to others");
    Files.setPosixFilePermissions(master, PosixFilePermissions.fromString("rw-------"));
    Files.write(master, new byte[31]);
    assertThatThrownBy(() -> PayloadKeys.open(folder)).hasMessageContaining("32 bytes, not 31");
    Files.delete(master);
    assertThatThrownBy(() -> PayloadKeys.open(folder)).hasMessageContaining("restore it");
  }

  @Test
  void seal_byManyAtOnce_usesOneKey() throws Exception {
    List<CompletableFuture<byte[]>> sealing =
        IntStream.range(0, 16).mapToObj(i -> CompletableFuture.supplyAsync(() -> seal(i))).toList();
    for (int i = 0; i < sealing.size(); i++) {
      assertThat(payload(keys.open("act-9", "p" + i, sealing.get(i).get()))).isEqualTo(WORDS);
    }
  }

  private byte[] seal(int number) {
    try {
      return keys.seal("act-9", "p" + number, WORDS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
