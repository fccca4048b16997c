package io.countersign.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryWriter;
import io.countersign.ledger.entry.Samples;
import io.countersign.ledger.log.LogReader;
import io.countersign.ledger.log.LogWriter;
import io.countersign.ledger.log.Logs;
import io.countersign.ledger.note.Checkpoint;
import io.countersign.ledger.note.SignatureType;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.SigningKey;
import io.countersign.ledger.tile.TilePath;
import io.countersign.ledger.tree.Rfc6962;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TamperingTest {
  private static final int SIZE = 600;
  private static final TilePath SECOND = TilePath.entries(1, 256);

  private final SigningKey key = Logs.key();
  private final SigningKey witness =
      SigningKey.generate("witness.example/w", SignatureType.COSIGNATURE_V1);

  @TempDir Path temp;
  private SampleLog log;

  @BeforeEach
  void writeLog() throws IOException {
    log = SampleLog.write(temp.resolve("log"), key, SIZE);
  }

  private TrustPolicy policy() {
    return TrustPolicy.of(key.verifier());
  }

  private Fault fault(TrustPolicy policy) throws IOException {
    return ((Verdict.Broken) new LogVerifier(policy).verify(log.directory)).fault();
  }

  private void expect(Problem problem, long entry) throws IOException {
    Fault fault = fault(policy());
    assertThat(fault.problem()).as(fault.toString()).isEqualTo(problem);
    assertThat(fault.entry()).hasValue(entry);
  }

  @Test
  void verify_untouchedLog_isSoundButNotAnchored() throws IOException {
    Verdict verdict = new LogVerifier(policy()).verify(log.directory);
    assertThat(verdict).isInstanceOf(Verdict.Sound.class);
    assertThat(((Verdict.Sound) verdict).isAnchored()).isFalse();
    assertThat(verdict.sentence())
        .isEqualTo(
            "600 entries fit the signed checkpoint; not anchored: no trusted witness has confirmed"
                + " any of them");
  }

  @Test
  void edit_anEntry_isDetected() throws Exception {
    log.changeBundle(SECOND, entries -> entries.get(44)[20] ^= 1);
    expect(Problem.ENTRY_CHANGED, 300);
  }

  @Test
  void edit_anEntryAndItsTile_isDetected() throws Exception {
    byte[] lie = lie(300);
    log.changeBundle(SECOND, entries -> entries.set(44, lie));
    log.changeTile(new TilePath(0, 1, 256), row -> row.set(44, Rfc6962.leaf(lie)));
    expect(Problem.TILE_WRONG, 256);
    assertThat(fault(policy()).sentence()).startsWith("the entries 256 to 511 and the tiles below");
  }

  @Test
  void edit_anEntryAndAllTiles_isDetected() throws IOException {
    SampleLog forged =
        log.rewritten(temp.resolve("forged"), Logs.key(), entries -> replace(entries, 300));
    forged.take(log, "checkpoint");
    log = forged;
    assertThat(fault(policy()).problem()).isEqualTo(Problem.ROOT_WRONG);
  }

  private static void replace(List<byte[]> entries, int index) {
    entries.set(index, lie(index));
  }

  private static byte[] lie(int index) {
    Entry entry = Samples.numbered(index);
    Entry lie =
        Entry.of("decision.denied", entry.id(), entry.time())
            .action(entry.action().orElseThrow())
            .build();
    boolean first = index % 4 == 0;
    OptionalLong previous = first ? OptionalLong.empty() : OptionalLong.of(index - 1);
    return EntryWriter.write(lie.withPrevious(previous));
  }

  @Test
  void delete_anEntry_isDetected() throws Exception {
    log.changeBundle(SECOND, entries -> entries.remove(44));
    expect(Problem.ENTRY_DELETED, 300);
  }

  @Test
  void delete_anEntryAndMoveTheRestUp_isDetected() throws Exception {
    byte[] next = new LogReader(log.directory).entry(512);
    log.changeBundle(
        SECOND,
        entries -> {
          entries.remove(44);
          entries.add(next);
        });
    expect(Problem.ENTRY_DELETED, 300);
  }

  @Test
  void insert_anEntry_isDetected() throws Exception {
    log.changeBundle(SECOND, entries -> entries.add(44, EntryWriter.write(Samples.full())));
    expect(Problem.ENTRY_INSERTED, 300);
  }

  @Test
  void insert_anEntryAtTheEnd_isDetected() throws Exception {
    log.changeBundle(
        TilePath.entries(2, 88), entries -> entries.add(EntryWriter.write(Samples.full())));
    expect(Problem.ENTRY_INSERTED, 600);
  }

  @Test
  void reorder_twoEntries_isDetected() throws Exception {
    log.changeBundle(SECOND, entries -> Collections.swap(entries, 44, 50));
    expect(Problem.ENTRIES_REORDERED, 300);
  }

  @Test
  void truncate_theLastBundle_isDetected() throws Exception {
    log.changeBundle(TilePath.entries(2, 88), entries -> entries.subList(80, 88).clear());
    expect(Problem.ENTRIES_TRUNCATED, 592);
  }

  @Test
  void truncate_wholeFiles_isDetected() throws IOException {
    Files.delete(log.files.file(TilePath.entries(2, 88)));
    expect(Problem.FILE_MISSING, 512);
  }

  @Test
  void truncate_andRestoreAnOlderCheckpoint_isDetectedByWhoeverKeptTheNewerOne()
      throws IOException {
    SignedNote kept = new LogReader(log.directory).note();
    log = SampleLog.write(temp.resolve("older"), key, 500);
    assertThat(new LogVerifier(policy()).verify(log.directory)).isInstanceOf(Verdict.Sound.class);
    Fault fault = fault(policy().withKnown(List.of(kept)));
    assertThat(fault.problem()).isEqualTo(Problem.ROLLED_BACK);
    assertThat(fault.entry()).hasValue(500);
    assertThat(fault.sentence())
        .isEqualTo(
            "a log of 600 entries was signed, here are 500: 100 entries at the end were removed");
  }

  @Test
  void resign_withAnotherKey_isDetected() throws IOException {
    log = log.rewritten(temp.resolve("forged"), Logs.key(), entries -> replace(entries, 300));
    Fault fault = fault(policy());
    assertThat(fault.problem()).isEqualTo(Problem.CHECKPOINT_NOT_TRUSTED);
    assertThat(fault.file()).isEqualTo("checkpoint");
  }

  @Test
  void splitView_afterWitnessing_isDetected() throws IOException {
    SignedNote witnessed = cosigned(new LogReader(log.directory).note());
    log = log.rewritten(temp.resolve("forged"), key, entries -> replace(entries, 300));
    TrustPolicy policy = policy().withWitnesses(Set.of(witness.verifier()), 1);
    Verdict alone = new LogVerifier(policy).verify(log.directory);
    assertThat(((Verdict.Sound) alone).isAnchored()).isFalse();
    Fault fault = fault(policy.withKnown(List.of(witnessed)));
    assertThat(fault.problem()).isEqualTo(Problem.SPLIT_VIEW);
    assertThat(fault.file()).isEqualTo("known checkpoint 1");
  }

  @Test
  void splitView_witnessedCheckpointKeptInTheLog_isDetected() throws IOException {
    SignedNote witnessed = cosigned(new LogReader(log.directory).note());
    log = log.rewritten(temp.resolve("forged"), key, entries -> replace(entries, 300));
    Files.createDirectory(log.files.checkpoints());
    Files.write(log.files.checkpoint(SIZE), witnessed.encode());
    Fault fault = fault(policy());
    assertThat(fault.problem()).isEqualTo(Problem.SPLIT_VIEW);
    assertThat(fault.file()).isEqualTo("checkpoints/600");
  }

  private SignedNote cosigned(SignedNote note) {
    return note.with(List.of(witness.sign(note.text(), Samples.NOON)));
  }

  @Test
  void anchor_upToAWitnessedSize_leavesTheTailUnanchored() throws IOException {
    SignedNote witnessed = cosigned(new LogReader(log.directory).note());
    Files.createDirectory(log.files.checkpoints());
    Files.write(log.files.checkpoint(SIZE), witnessed.encode());
    log.append(key, List.of(Samples.numbered(SIZE), Samples.numbered(SIZE + 1)));
    TrustPolicy policy = policy().withWitnesses(Set.of(witness.verifier()), 1);
    Verdict verdict = new LogVerifier(policy).verify(log.directory);
    assertThat(((Verdict.Sound) verdict).isAnchored()).isFalse();
    assertThat(verdict.sentence())
        .isEqualTo(
            "602 entries fit the signed checkpoint; anchored up to 600 at 2026-11-23T12:00:00Z by"
                + " witness.example/w; the last 2 are not anchored");
  }

  @Test
  void anchor_oneOfTwoNeededWitnesses_isNotEnough() throws IOException {
    SigningKey second = SigningKey.generate("witness.example/x", SignatureType.COSIGNATURE_V1);
    Files.createDirectory(log.files.checkpoints());
    Files.write(log.files.checkpoint(SIZE), cosigned(new LogReader(log.directory).note()).encode());
    TrustPolicy policy = policy().withWitnesses(Set.of(witness.verifier(), second.verifier()), 2);
    Verdict verdict = new LogVerifier(policy).verify(log.directory);
    assertThat(((Verdict.Sound) verdict).anchor()).isEmpty();
  }

  @Test
  void keySwap_withoutARecordedRotation_isDetected() throws IOException {
    SigningKey stolen = Logs.key();
    Checkpoint checkpoint = new LogReader(log.directory).checkpoint();
    Files.write(
        log.files.checkpoint(),
        SignedNote.sign(checkpoint.text(), List.of(stolen), Samples.NOON).encode());
    assertThat(fault(policy()).problem()).isEqualTo(Problem.CHECKPOINT_NOT_TRUSTED);
  }

  @Test
  void tile_wrong_isDetected() throws IOException {
    log.changeTile(new TilePath(1, 0, 2), row -> Collections.swap(row, 0, 1));
    expect(Problem.TILE_WRONG, 0);
  }

  @Test
  void tile_missing_isDetected() throws IOException {
    Files.delete(log.files.file(new TilePath(0, 1, 256)));
    expect(Problem.FILE_MISSING, 256);
  }

  @Test
  void tile_halfWritten_isDetected() throws IOException {
    Path file = log.files.file(new TilePath(0, 1, 256));
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 4096));
    expect(Problem.FILE_MALFORMED, 256);
  }

  @Test
  void checkpoint_corruptOrMissing_isDetected() throws IOException {
    String note = Files.readString(log.files.checkpoint());
    Files.writeString(log.files.checkpoint(), note.replace("\u2014", "-"));
    assertThat(fault(policy()).problem()).isEqualTo(Problem.CHECKPOINT_MALFORMED);
    Files.writeString(log.files.checkpoint(), note.replace("\n600\n", "\n601\n"));
    assertThat(fault(policy()).problem()).isEqualTo(Problem.SIGNATURE_WRONG);
    Files.delete(log.files.checkpoint());
    assertThat(fault(policy()).sentence()).isEqualTo("the file is missing");
  }

  @Test
  void entry_ofANewerVersion_isRefused() throws IOException {
    try (LogWriter writer = LogWriter.open(log.directory, key, Logs.NOON)) {
      writer.append(List.of("{\"format\":\"countersign/v9\"}".getBytes(StandardCharsets.UTF_8)));
    }
    expect(Problem.ENTRY_MALFORMED, 600);
    assertThat(fault(policy()).sentence()).contains("the entry's format is 'countersign/v9'");
  }

  @Test
  void entry_thatSkipsOneOfItsAction_isDetected() throws IOException {
    Entry skipping = Samples.numbered(3).withPrevious(OptionalLong.of(2));
    try (LogWriter writer = LogWriter.open(log.directory, key, Logs.NOON)) {
      writer.append(List.of(EntryWriter.write(skipping)));
    }
    expect(Problem.CHAIN_BROKEN, 600);
    assertThat(fault(policy()).sentence())
        .isEqualTo("entry 600 says that the previous entry of action act-0 is 2; it is 3");
  }

  @Test
  void verify_bytesOfAnyFileFlipped_isDetected() throws IOException {
    log = SampleLog.write(temp.resolve("small"), key, 5);
    LogVerifier verifier = new LogVerifier(policy());
    for (Path file : log.allFiles()) {
      byte[] bytes = Files.readAllBytes(file);
      int step = file.toString().contains("entries") ? 11 : 1;
      for (int i = 0; i < bytes.length; i += step) {
        byte[] flipped = bytes.clone();
        flipped[i] ^= 0x04;
        Files.write(file, flipped);
        assertThat(verifier.verify(log.directory))
            .as("byte %d of %s", i, file)
            .isInstanceOf(Verdict.Broken.class);
      }
      Files.write(file, bytes);
    }
    assertThat(verifier.verify(log.directory)).isInstanceOf(Verdict.Sound.class);
  }
}
