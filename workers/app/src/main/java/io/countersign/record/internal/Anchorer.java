package io.countersign.record.internal;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.log.LogFiles;
import io.countersign.ledger.log.LogReader;
import io.countersign.ledger.note.Checkpoint;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.ledger.witness.WitnessClient;
import io.countersign.ledger.witness.Witnessing;
import io.countersign.record.FindingCode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Shows the published checkpoint to the witnesses now and then, and keeps what they cosign. */
@Component
class Anchorer {

  private static final Logger LOG = LoggerFactory.getLogger(Anchorer.class);

  private final LedgerPlace place;
  private final SequencerStatus status;
  private final StoredFindings findings;
  private final List<WitnessClient> witnesses;
  private String anchored = "";

  Anchorer(
      LedgerProperties properties,
      LedgerPlace place,
      SequencerStatus status,
      StoredFindings findings) {
    this.place = place;
    this.status = status;
    this.findings = findings;
    HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    this.witnesses =
        properties.witnesses().stream()
            .map(witness -> new WitnessClient(http, witness.url(), key(witness.key())))
            .toList();
  }

  private static VerifierKey key(String text) {
    try {
      return VerifierKey.parse(text);
    } catch (FormatException e) {
      throw new IllegalArgumentException(
          "countersign.ledger.witnesses holds '" + text + "', no verifier string.", e);
    }
  }

  @Scheduled(
      initialDelayString = "${countersign.ledger.anchor-every:60s}",
      fixedDelayString = "${countersign.ledger.anchor-every:60s}")
  void anchor() {
    if (witnesses.isEmpty() || !status.now().leading() || !status.now().healthy()) {
      return;
    }
    try {
      LogReader reader = new LogReader(place.directory());
      SignedNote note = reader.note();
      if (reader.checkpoint().size() > 0 && !note.text().equals(anchored)) {
        anchor(reader, note);
      }
    } catch (IOException e) {
      LOG.warn("The ledger is not anchored now: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void anchor(LogReader reader, SignedNote note) throws IOException, InterruptedException {
    boolean all = true;
    for (WitnessClient witness : witnesses) {
      switch (witness.cosign(reader, note)) {
        case Witnessing.Confirmed confirmed ->
            new LogFiles(place.directory()).keep(confirmed.note());
        case Witnessing.Contradicted contradicted -> {
          all = false;
          findings.note(contradiction(note, contradicted));
        }
      }
    }
    if (all) {
      anchored = note.text();
    }
  }

  private static Observation contradiction(SignedNote note, Witnessing.Contradicted contradicted)
      throws IOException {
    try {
      return new Observation(
          FindingCode.WITNESS_CONTRADICTS,
          "witness:" + contradicted.witnessSize(),
          contradicted.sentence(),
          Map.of(
              "witnessed", contradicted.witnessSize(),
              "size", Checkpoint.parse(note.text()).size()));
    } catch (FormatException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
