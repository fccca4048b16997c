package io.countersign.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.ledger.entry.EntryWriter;
import io.countersign.ledger.entry.Samples;
import io.countersign.ledger.log.KeyRotation;
import io.countersign.ledger.log.LogExport;
import io.countersign.ledger.log.LogFiles;
import io.countersign.ledger.log.LogReader;
import io.countersign.ledger.log.LogWriter;
import io.countersign.ledger.log.Logs;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRotationTest {
  private final SigningKey first = Logs.key();
  private final SigningKey second = Logs.key();
  private final SigningKey third = Logs.key();

  @TempDir Path temp;
  private SampleLog log;

  @BeforeEach
  void writeLogUnderThreeKeys() throws IOException {
    log = SampleLog.write(temp.resolve("log"), first, 10);
    rotate(first, second);
    log.append(second, List.of(Samples.numbered(100)));
    rotate(second, third);
    log.append(third, List.of(Samples.numbered(101)));
  }

  private void rotate(SigningKey from, SigningKey to) throws IOException {
    try (LogWriter writer = LogWriter.open(log.directory, from, Logs.NOON)) {
      writer.rotate(to, EntryWriter.write(KeyRotation.entry(to.verifier(), Samples.NOON)));
    }
  }

  private Verdict verify(SigningKey trusted) throws IOException {
    return new LogVerifier(TrustPolicy.of(trusted.verifier())).verify(log.directory);
  }

  @Test
  void verify_trustingAnyKeyOfTheChain_followsItToTheLast() throws IOException {
    for (SigningKey key : List.of(first, second, third)) {
      assertThat(verify(key)).as("%s", key).isInstanceOf(Verdict.Sound.class);
    }
  }

  @Test
  void verify_trustingAStranger_isBroken() throws IOException {
    assertThat(verify(Logs.key())).isInstanceOf(Verdict.Broken.class);
  }

  @Test
  void verify_checkpointOfTheChangeGone_doesNotTrustTheNewKey() throws IOException {
    Files.delete(log.files.checkpoint(11));
    assertThat(((Verdict.Broken) verify(first)).fault().problem())
        .isEqualTo(Problem.CHECKPOINT_NOT_TRUSTED);
    assertThat(verify(third)).isInstanceOf(Verdict.Sound.class);
  }

  @Test
  void verify_logContinuedUnderARetiredKey_isBroken() throws IOException {
    SampleLog forged = log.rewritten(temp.resolve("forged"), first, entries -> {});
    Files.createDirectory(forged.files.checkpoints());
    forged.take(log, "checkpoints/11");
    log = forged;
    assertThat(((Verdict.Broken) verify(first)).fault().problem())
        .isEqualTo(Problem.CHECKPOINT_NOT_TRUSTED);
  }

  @Test
  void export_ofALogWithRotations_verifiesAlone() throws IOException {
    Path target = temp.resolve("export");
    LogExport.export(log.directory, target, done -> {});
    log = new SampleLog(target);
    assertThat(verify(first)).isInstanceOf(Verdict.Sound.class);
    assertThat(new LogFiles(target).checkpoint(11)).exists();
    assertThat(target.resolve("lock")).doesNotExist();
  }

  @Test
  void verify_logResignedWhollyWithAnotherKey_isBrokenForWhoTrustsTheFirst() throws IOException {
    SigningKey stranger = Logs.key();
    log = log.rewritten(temp.resolve("forged"), stranger, entries -> {});
    assertThat(((Verdict.Broken) verify(first)).fault().problem())
        .isEqualTo(Problem.CHECKPOINT_NOT_TRUSTED);
    assertThat(verify(stranger)).isInstanceOf(Verdict.Sound.class);
  }

  /** The holder of a new key writes the entry, but the old key did not sign its checkpoint. */
  @Test
  void verify_rotationNotAnnouncedByTheOldKey_isBroken() throws IOException {
    SigningKey stranger = Logs.key();
    SampleLog forged =
        log.rewritten(
            temp.resolve("forged"),
            stranger,
            entries -> {
              entries.subList(10, entries.size()).clear();
              entries.add(EntryWriter.write(KeyRotation.entry(stranger.verifier(), Samples.NOON)));
            });
    forged.files.keep(new LogReader(forged.directory).note());
    log = forged;
    Fault fault = ((Verdict.Broken) verify(first)).fault();
    assertThat(fault.problem()).isEqualTo(Problem.CHECKPOINT_NOT_TRUSTED);
    assertThat(fault.sentence()).contains("no trusted key signed the checkpoint");
  }

  /** Both keys signed, but no entry of the log hands over to the second. */
  @Test
  void verify_checkpointOfBothKeysWithoutTheEntry_isBroken() throws IOException {
    SampleLog plain = SampleLog.write(temp.resolve("plain"), first, 5);
    SigningKey stranger = Logs.key();
    String text = new LogReader(plain.directory).note().text();
    plain.files.keep(SignedNote.sign(text, List.of(first, stranger), Samples.NOON));
    Files.write(
        plain.files.checkpoint(), SignedNote.sign(text, List.of(stranger), Samples.NOON).encode());
    log = plain;
    assertThat(((Verdict.Broken) verify(first)).fault().problem())
        .isEqualTo(Problem.CHECKPOINT_NOT_TRUSTED);
  }
}
