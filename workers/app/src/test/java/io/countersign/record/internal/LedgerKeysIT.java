package io.countersign.record.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.ledger.keys.LogKeys;
import io.countersign.ledger.log.LogReader;
import io.countersign.ledger.log.LogWriter;
import io.countersign.ledger.note.SigningKey;
import io.countersign.ledger.note.VerifierKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.FileSystemUtils;

/** The signing key changes: as it should, and behind the application's back. */
class LedgerKeysIT extends LedgerSlice {

  @Autowired private LogCheck check;
  @Autowired private Heads heads;

  private VerifierKey signsNow() {
    return heads.current().orElseThrow().verifier();
  }

  @Test
  void key_announcedByTheOldOne_isBelievedAndTheLogGoesOn() throws Exception {
    assertThat(publication.await(approved().id())).isEmpty();
    assertThat(check.look()).isEmpty();
    VerifierKey first = signsNow();
    sequencer.stop();
    rotate();
    sequencer.start();

    assertThat(publication.await(approved().id())).isEmpty();
    assertThat(signsNow()).isNotEqualTo(first);
    assertThat(check.look()).isEmpty();
    assertThat(jdbc.sql("select verifier from ledger_first_key").query(String.class).single())
        .isEqualTo(first.toString());
  }

  private void rotate() throws Exception {
    LogKeys keys = new LogKeys(place.keys());
    SigningKey key = keys.open(place.origin(), place.directory());
    try (LogWriter writer = LogWriter.open(place.directory(), key, clock)) {
      keys.rotate(writer, "yearly", clock);
    }
  }

  /** The same entries, signed wholly by a new key that database and key folder are told to use. */
  @Test
  void log_resignedWithAKeyThatNobodyAnnounced_isFound() throws Exception {
    assertThat(publication.await(approved().id())).isEmpty();
    assertThat(check.look()).isEmpty();
    sequencer.stop();
    Path log = place.directory();
    Path keys = place.keys();
    Path kept = log.resolveSibling("kept-" + UUID.randomUUID());
    Path keptKeys = log.resolveSibling("keys-" + UUID.randomUUID());
    LogReader reader = new LogReader(log);
    List<byte[]> entries = reader.entries(0, reader.checkpoint().size());
    Files.move(log, kept);
    Files.move(keys, keptKeys);
    try {
      SigningKey other = new LogKeys(keys).open(place.origin(), log);
      try (LogWriter writer = LogWriter.open(log, other, clock)) {
        writer.append(entries);
      }
      sequencer.start();
      await().until(() -> signsNow().equals(other.verifier()));

      assertThat(check.look())
          .singleElement()
          .satisfies(seen -> assertThat(seen.sentence()).contains("not signed by a trusted key"));
    } finally {
      sequencer.stop();
      FileSystemUtils.deleteRecursively(log);
      FileSystemUtils.deleteRecursively(keys);
      Files.move(kept, log);
      Files.move(keptKeys, keys);
    }
  }
}
