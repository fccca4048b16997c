package io.countersign.ledger.log;

import static io.countersign.ledger.log.Logs.NOON;
import static io.countersign.ledger.log.Logs.entries;
import static io.countersign.ledger.log.Logs.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.note.Checkpoint;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.SigningKey;
import io.countersign.ledger.note.TlogProof;
import io.countersign.ledger.tile.TilePath;
import io.countersign.ledger.tree.MerkleTree;
import io.countersign.ledger.tree.ProofVerifier;
import io.countersign.ledger.tree.Rfc6962;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogWriterTest {
  private final SigningKey key = Logs.key();

  @TempDir Path directory;

  @Test
  void open_emptyDirectory_publishesTheEmptyTree() throws IOException, FormatException {
    try (LogWriter writer = LogWriter.open(directory, key, NOON)) {
      assertThat(writer.checkpoint()).isEqualTo(new Checkpoint(key.name(), 0, Rfc6962.EMPTY_ROOT));
    }
    SignedNote note = new LogReader(directory).note();
    assertThat(note.verify(List.of(key.verifier()))).containsExactly(key.verifier());
  }

  @Test
  void append_batchesOfAllSizes_makeTheTilesOfTheSpecification() throws IOException {
    Logs.write(directory, key, 1, 254, 1, 1, 255, 300, 0, 1000);
    MerkleTree tree = Logs.tree(1812);
    assertThat(Logs.requireSound(directory).root()).isEqualTo(tree.root());
    LogFiles files = new LogFiles(directory);
    for (TilePath path : TilePath.tilesOf(1812)) {
      assertThat(files.file(path)).exists();
    }
    for (TilePath path : TilePath.bundlesOf(1812)) {
      assertThat(files.file(path)).exists();
    }
    assertThat(files.partials(TilePath.entries(0, 1))).doesNotExist();
    assertThat(files.partials(new TilePath(0, 0, 1))).doesNotExist();
    assertThat(files.file(new TilePath(1, 0, 1))).exists();
  }

  @Test
  void append_acrossAFullLevelOneTile_keepsRootAndProofsRight() throws IOException {
    Logs.write(directory, key, 65_530, 5, 1, 1, 300);
    MerkleTree tree = Logs.tree(65_837);
    assertThat(Logs.requireSound(directory).root()).isEqualTo(tree.root());
    LogReader reader = new LogReader(directory);
    Random random = new Random(7);
    for (int i = 0; i < 50; i++) {
      long size = 1 + random.nextLong(65_837);
      long index = random.nextLong(size);
      assertThat(reader.consistency(index, size)).isEqualTo(tree.consistencyProof(index, size));
      assertThat(reader.root(size)).isEqualTo(tree.rootAt(size));
      assertThat(reader.entry(index)).isEqualTo(entry(index));
    }
  }

  @Test
  void open_again_goesOnWhereItStopped() throws IOException {
    for (int i = 0; i < 40; i++) {
      Logs.write(directory, key, 13, 1 + i);
    }
    long size = 40 * 13 + 40 * 41 / 2;
    assertThat(Logs.requireSound(directory).root()).isEqualTo(Logs.tree(size).root());
  }

  @Test
  void prove_anEntry_verifiesInCurrentAndOlderCheckpoints() throws IOException, FormatException {
    List<SignedNote> notes = new ArrayList<>();
    try (LogWriter writer = LogWriter.open(directory, key, NOON)) {
      for (int i = 0; i < 30; i++) {
        notes.add(writer.append(entries(i * 20, i * 20 + 20)).note());
      }
    }
    LogReader reader = new LogReader(directory);
    for (SignedNote note : notes) {
      TlogProof proof = reader.prove(7, note);
      Checkpoint checkpoint = proof.verify(entry(7), key.name(), List.of(key.verifier()));
      assertThat(
              ProofVerifier.consistent(
                  checkpoint.size(),
                  checkpoint.root(),
                  600,
                  reader.root(600),
                  reader.consistency(checkpoint.size(), 600)))
          .isTrue();
    }
    assertThat(reader.prove(599).verify(entry(599), key.name(), List.of(key.verifier())).size())
        .isEqualTo(600);
    assertThatThrownBy(() -> reader.prove(600)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> reader.root(601))
        .hasMessage("the log has 600 published entries; the proof asks for more");
    assertThatThrownBy(() -> reader.entries(590, 601))
        .hasMessage("entries 590 to 601 are not within the published 600");
  }

  @Test
  void append_entryOverTheLimit_writesNothingOfTheBatch() throws IOException {
    try (LogWriter writer = LogWriter.open(directory, key, NOON)) {
      assertThatThrownBy(() -> writer.append(List.of(entry(0), new byte[65_536])))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("an entry has at most 65535 bytes, not 65536");
      assertThat(writer.checkpoint().size()).isZero();
      assertThat(directory.resolve("tile")).doesNotExist();
      writer.append(List.of(new byte[65_535]));
    }
    assertThat(new LogReader(directory).entry(0)).hasSize(65_535);
  }

  @Test
  void open_twice_isRefusedAndNamesTheHolder() throws IOException {
    try (LogWriter writer = LogWriter.open(directory, key, NOON)) {
      assertThatThrownBy(() -> LogWriter.open(directory, key, NOON))
          .isInstanceOf(LogLockedException.class)
          .hasMessageContaining("pid " + ProcessHandle.current().pid());
      writer.append(entries(0, 3));
    }
    Logs.write(directory, key, 4);
    assertThat(Logs.requireSound(directory).size()).isEqualTo(7);
  }

  @Test
  void open_withAnotherKey_isRefused() throws IOException {
    Logs.write(directory, key, 3);
    SigningKey other = Logs.key();
    assertThatThrownBy(() -> LogWriter.open(directory, other, NOON))
        .isInstanceOf(LogDamagedException.class)
        .hasMessageContaining("not signed by " + other.verifier());
  }

  @Test
  void open_checkpointGone_isRefusedInsteadOfStartingAnew() throws IOException {
    Logs.write(directory, key, 3);
    Files.delete(directory.resolve("checkpoint"));
    assertThatThrownBy(() -> LogWriter.open(directory, key, NOON))
        .isInstanceOf(LogDamagedException.class)
        .hasMessageContaining("the checkpoint is missing although there are tiles");
  }

  @Test
  void open_tilesMissingOrHalfWritten_makesThemAgainFromTheEntries() throws IOException {
    Logs.write(directory, key, 700, 70);
    LogFiles files = new LogFiles(directory);
    Files.delete(files.file(new TilePath(0, 3, 2)));
    Path levelOne = files.file(new TilePath(1, 0, 3));
    Files.write(levelOne, Arrays.copyOf(Files.readAllBytes(levelOne), 40));
    Logs.write(directory, key, 5);
    assertThat(Logs.requireSound(directory).size()).isEqualTo(775);
  }

  @Test
  void open_checkpointAheadOfTheEntries_isRefusedAndNamesTheBundle() throws IOException {
    Logs.write(directory, key, 700);
    Path bundle = new LogFiles(directory).file(TilePath.entries(2, 188));
    Files.delete(bundle);
    assertThatThrownBy(() -> LogWriter.open(directory, key, NOON))
        .isInstanceOf(LogDamagedException.class)
        .hasMessageContaining(bundle.toString());
  }

  @Test
  void open_treeAheadOfTheCheckpoint_removesWhatNobodySigned() throws IOException {
    Logs.write(directory, key, 250);
    byte[] checkpoint = Files.readAllBytes(directory.resolve("checkpoint"));
    Logs.write(directory, key, 3, 600);
    Files.write(directory.resolve("checkpoint"), checkpoint);
    Logs.write(directory, key, 1);
    assertThat(Logs.requireSound(directory).size()).isEqualTo(251);
    LogFiles files = new LogFiles(directory);
    assertThat(files.file(TilePath.entries(0, 253))).doesNotExist();
    assertThat(files.file(TilePath.entries(0, 256))).doesNotExist();
    assertThat(files.file(TilePath.entries(1, 256))).doesNotExist();
    assertThat(files.partials(TilePath.entries(3, 1))).doesNotExist();
    assertThat(files.file(new TilePath(1, 0, 3))).doesNotExist();
  }

  @Test
  void append_checkpointReplacedBehindItsBack_isRefused() throws IOException {
    try (LogWriter writer = LogWriter.open(directory, key, NOON)) {
      byte[] old = Files.readAllBytes(directory.resolve("checkpoint"));
      writer.append(entries(0, 3));
      Files.write(directory.resolve("checkpoint"), old);
      assertThatThrownBy(() -> writer.append(entries(3, 4)))
          .isInstanceOf(LogDamagedException.class)
          .hasMessageContaining("changed since this writer published size 3");
    }
  }

  @Test
  void rotate_toANewKey_keepsACheckpointOfBoth() throws IOException, FormatException {
    SigningKey next = Logs.key();
    try (LogWriter writer = LogWriter.open(directory, key, NOON)) {
      writer.append(entries(0, 3));
      writer.rotate(next, entry(3));
      writer.append(entries(4, 9));
    }
    LogFiles files = new LogFiles(directory);
    assertThat(files.note(files.checkpoint(4)).verify(List.of(key.verifier(), next.verifier())))
        .hasSize(2);
    assertThat(new LogReader(directory).note().verify(List.of(key.verifier()))).isEmpty();
    Logs.write(directory, next, 1);
    assertThat(Logs.requireSound(directory).size()).isEqualTo(10);
  }

  @Test
  void batchAppender_manyThreads_everyEntryStandsAtItsIndex() throws Exception {
    List<CompletableFuture<BatchAppender.Appended>> results = new ArrayList<>();
    try (LogWriter writer = LogWriter.open(directory, key, NOON);
        BatchAppender appender = new BatchAppender(writer, 64)) {
      for (int i = 0; i < 500; i++) {
        results.add(appender.append(entry(i)));
      }
      CompletableFuture.allOf(results.toArray(CompletableFuture[]::new)).join();
    }
    LogReader reader = new LogReader(directory);
    for (int i = 0; i < 500; i++) {
      assertThat(reader.entry(results.get(i).join().index())).isEqualTo(entry(i));
    }
  }

  @Test
  void batchAppender_closed_refusesFurtherEntries() throws Exception {
    try (LogWriter writer = LogWriter.open(directory, key, NOON)) {
      BatchAppender appender = new BatchAppender(writer, 4);
      appender.append(entry(0)).join();
      appender.close();
      appender.close();
      assertThatThrownBy(() -> appender.append(entry(1))).hasMessage("the appender is closed");
    }
  }
}
