package io.countersign.evidence.internal;

import io.countersign.evidence.Retention;
import io.countersign.evidence.Retention.Result;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks once a day what is due. Erases only where settings say so. */
@Component
class RetentionWatch {

  private static final Logger LOG = LoggerFactory.getLogger(RetentionWatch.class);

  private final RetentionProperties properties;
  private final Retention retention;

  RetentionWatch(RetentionProperties properties, Retention retention) {
    this.properties = properties;
    this.retention = retention;
  }

  @Scheduled(
      initialDelayString = "${countersign.retention.first:10m}",
      fixedDelayString = "${countersign.retention.every:24h}")
  void run() {
    String as = properties.as();
    boolean erases = properties.apply();
    List<Result> results = erases && as != null ? retention.apply(as) : retention.preview();
    for (Result result : results) {
      LOG.info(
          "Retention rule {}: {} due, {} held, {} erased, {} refused{}",
          result.rule(),
          result.due(),
          result.held(),
          result.erased(),
          result.refused().size(),
          erases ? "" : " (nothing is erased while countersign.retention.apply is off)");
    }
  }
}
