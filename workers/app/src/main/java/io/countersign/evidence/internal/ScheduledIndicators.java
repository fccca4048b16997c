package io.countersign.evidence.internal;

import io.countersign.evidence.Framework;
import io.countersign.evidence.Indicators;
import io.countersign.evidence.PackOrder;
import io.countersign.support.CanonicalJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the indicators from the same facts as packs. One that fails leaves the one before. */
@Component
class ScheduledIndicators implements Indicators {

  private static final Logger LOG = LoggerFactory.getLogger(ScheduledIndicators.class);

  private final Population population;
  private final Summaries summaries;
  private final IndicatorProperties properties;
  private final TransactionTemplate oneMoment;
  private final Clock clock;

  private volatile @Nullable Map<String, Object> newest;

  ScheduledIndicators(
      Population population,
      Summaries summaries,
      IndicatorProperties properties,
      PlatformTransactionManager manager,
      Clock clock) {
    this.population = population;
    this.summaries = summaries;
    this.properties = properties;
    this.oneMoment = new TransactionTemplate(manager);
    this.oneMoment.setReadOnly(true);
    this.oneMoment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    this.clock = clock;
  }

  @Scheduled(
      initialDelayString = "${countersign.indicators.first:1m}",
      fixedDelayString = "${countersign.indicators.every:1h}")
  void run() {
    try {
      Map<String, Object> made = make();
      Path file = properties.file();
      if (file != null) {
        write(file, made);
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("The indicators could not be made; the ones before stay, and grow old", e);
    }
  }

  private Map<String, Object> make() {
    Instant now = clock.instant();
    PackOrder order =
        new PackOrder(
            Framework.FEDRAMP, now.minus(properties.window()), now, "none", 0, "countersign");
    Map<String, Object> summary =
        oneMoment.execute(
            status -> {
              Tally tally = new Tally();
              population.each(order.from(), order.to(), tally::add);
              return summaries.of(order, tally, List.of(), List.of(), now);
            });
    if (summary == null) {
      throw new IllegalStateException("There is no summary.");
    }
    Map<String, Object> content = IndicatorTable.of(summary);
    content.put("regeneratedEverySeconds", properties.every().toSeconds());
    newest = content;
    return content;
  }

  private static void write(Path file, Map<String, Object> content) throws IOException {
    Path whole = file.toAbsolutePath();
    Files.createDirectories(whole.getParent());
    Path part = whole.resolveSibling(whole.getFileName() + ".part");
    Files.writeString(part, CanonicalJson.of(content) + "\n");
    Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public Map<String, Object> current() {
    Map<String, Object> made = newest;
    Map<String, Object> content = new LinkedHashMap<>(made == null ? make() : made);
    Duration age =
        Duration.between(Instant.parse(Facts.text(content, "generatedAt")), clock.instant());
    content.put("ageSeconds", age.toSeconds());
    content.put("stale", age.compareTo(properties.every().multipliedBy(2)) > 0);
    return content;
  }
}
