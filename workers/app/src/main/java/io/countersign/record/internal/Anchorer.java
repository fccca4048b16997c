package io.countersign.record.internal;

import io.countersign.ledger.anchor.AnchorPoint;
import io.countersign.ledger.anchor.Anchoring;
import io.countersign.ledger.log.LogFiles;
import io.countersign.ledger.log.LogReader;
import io.countersign.ledger.note.SignedNote;
import io.countersign.record.FindingCode;
import io.countersign.record.Ledger.AnchorHealth;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Shows the published checkpoint to every place that is to keep it, now and then. Each place has a
 * thread, a pause and a health of its own; none of them holds up another, or publication.
 */
@Component
class Anchorer {

  private static final Logger LOG = LoggerFactory.getLogger(Anchorer.class);

  private final LedgerPlace place;
  private final SequencerStatus status;
  private final Consumer<Observation> findings;
  private final Clock clock;
  private final List<Anchored> anchored;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** A place and how far it has come. */
  private record Anchored(AnchorPoint point, AnchorProgress progress) {}

  @Autowired
  Anchorer(
      AnchorSettings settings,
      LedgerPlace place,
      SequencerStatus status,
      StoredFindings findings,
      Clock clock) {
    this(
        settings.places(new LogFiles(place.directory()), clock),
        place,
        status,
        findings::note,
        clock);
  }

  Anchorer(
      List<AnchorSettings.Place> places,
      LedgerPlace place,
      SequencerStatus status,
      Consumer<Observation> findings,
      Clock clock) {
    this.place = place;
    this.status = status;
    this.findings = findings;
    this.clock = clock;
    this.anchored =
        places.stream()
            .map(at -> new Anchored(at.point(), new AnchorProgress(at.point().name(), at.every())))
            .toList();
  }

  @Scheduled(
      initialDelayString = "${countersign.ledger.anchor-every:60s}",
      fixedDelayString = "${countersign.ledger.anchor-every:60s}")
  void anchor() {
    if (anchored.isEmpty() || !status.now().leading() || !status.now().healthy()) {
      return;
    }
    try {
      LogReader reader = new LogReader(place.directory());
      SignedNote note = reader.note();
      if (reader.checkpoint().size() > 0) {
        for (Anchored at : anchored) {
          if (at.progress().begin(note.text(), clock.instant())) {
            threads.execute(() -> anchor(at, reader, note));
          }
        }
      }
    } catch (IOException e) {
      LOG.warn("The ledger is not anchored now: {}", e.getMessage());
    }
  }

  private void anchor(Anchored at, LogReader reader, SignedNote note) {
    try {
      Anchoring anchoring = at.point().anchor(reader, note);
      if (anchoring instanceof Anchoring.Contradicted contradicted) {
        findings.accept(contradiction(at.point(), contradicted));
      }
      at.progress().ended(note.text(), anchoring, clock.instant());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      at.progress().failed("interrupted", clock.instant());
    } catch (IOException | RuntimeException e) {
      // Whatever a place does wrong, it is asked again later.
      Duration pause = at.progress().failed(String.valueOf(e.getMessage()), clock.instant());
      LOG.warn(
          "Not anchored at {}, tried again in {}: {}", at.point().name(), pause, e.getMessage());
    }
  }

  private static Observation contradiction(AnchorPoint point, Anchoring.Contradicted contradicted) {
    return new Observation(
        FindingCode.WITNESS_CONTRADICTS,
        "anchor:" + point.name() + ":" + contradicted.size(),
        contradicted.sentence() + ".",
        Map.of("place", point.name(), "witnessed", contradicted.size()));
  }

  List<AnchorHealth> health() {
    return anchored.stream().map(at -> at.progress().health()).toList();
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }
}
