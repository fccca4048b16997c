package io.countersign.process.internal;

import java.time.Duration;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Tries again what the engine has not been told yet. */
@Component
class Outbox {

  private static final int BATCH = 100;

  private final FailedEventPublications failed;

  Outbox(FailedEventPublications failed) {
    this.failed = failed;
  }

  @Scheduled(fixedDelayString = "${countersign.outbox.retry-every:500ms}")
  void resubmit() {
    failed.resubmit(ResubmissionOptions.defaults().withBatchSize(BATCH).withMinAge(Duration.ZERO));
  }
}
