package io.countersign.operations.internal;

import io.countersign.process.EngineContact;
import io.countersign.process.EngineContact.Confirmed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * How far process history is behind. An idle engine writes none, so age says nothing; what says
 * something is a job whose completion the engine confirmed to this instance: history has to show
 * it.
 */
@Component
class ExporterWatch {

  private final EngineContact engine;
  private final ExportedJobs exported;
  private final Clock clock;
  private @Nullable Confirmed awaited;
  private volatile @Nullable Instant behindSince;
  private volatile boolean seen;

  ExporterWatch(EngineContact engine, ExportedJobs exported, Clock clock) {
    this.engine = engine;
    this.exported = exported;
    this.clock = clock;
  }

  /** Takes the newest confirmed job, and holds on to it until history shows it. */
  @Scheduled(fixedDelayString = "${countersign.operations.exporter-every:2s}")
  void look() {
    if (awaited == null) {
      awaited = engine.lastConfirmed().orElse(null);
    }
    if (awaited == null) {
      return;
    }
    if (exported.shows(awaited.job(), awaited.processInstance())) {
      seen = true;
      behindSince = null;
      awaited = null;
    } else {
      behindSince = awaited.at();
    }
  }

  /** How long a confirmed job has been missing in history; zero when none is. */
  Duration lag() {
    Instant since = behindSince;
    Duration lag = since == null ? Duration.ZERO : Duration.between(since, clock.instant());
    return lag.isNegative() ? Duration.ZERO : lag;
  }

  /** Whether history showed a job of this instance yet. */
  boolean hasSeenAny() {
    return seen;
  }
}
