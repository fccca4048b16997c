package io.countersign.evidence.internal;

import io.countersign.evidence.PackOrder;
import io.countersign.evidence.internal.ControlCatalogue.Control;
import io.countersign.history.HistoryGap;
import io.countersign.history.ProcessHistory;
import io.countersign.record.Finding;
import io.countersign.record.Findings;
import io.countersign.record.Ledger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What a population amounts to. Every form of a pack says exactly this. */
@Component
class Summaries {

  /** How many open findings, and gaps, are listed one by one. */
  private static final int LISTED = 1_000;

  private final ControlCatalogue catalogue;
  private final Ledger ledger;
  private final Findings findings;
  private final ProcessHistory history;
  private final Clocks clocks;
  private final PacksOnRecord onRecord;

  Summaries(
      ControlCatalogue catalogue,
      Ledger ledger,
      Findings findings,
      ProcessHistory history,
      Clocks clocks,
      PacksOnRecord onRecord) {
    this.catalogue = catalogue;
    this.ledger = ledger;
    this.findings = findings;
    this.history = history;
    this.clocks = clocks;
    this.onRecord = onRecord;
  }

  /**
   * The summary.
   *
   * @param sample ids of what was drawn
   * @param told what the first of these are in plain English
   */
  Map<String, Object> of(
      PackOrder order,
      Tally tally,
      List<UUID> sample,
      List<Map<String, Object>> told,
      Instant madeAt) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("framework", order.framework().wireName());
    summary.put("from", order.from().toString());
    summary.put("to", order.to().toString());
    summary.put("madeAt", madeAt.toString());
    summary.put("orderedBy", order.orderedBy());
    summary.put("population", population(tally));
    summary.put("sample", sample(order, sample));
    summary.put("reconciliation", reconciliation(order, tally));
    summary.put("exceptions", exceptions(tally));
    summary.put("openFindings", openFindings());
    summary.put("earlierPacks", onRecord.before(madeAt));
    summary.put("controls", controls(order, tally));
    summary.put("narratives", told);
    summary.put("inShort", InShort.of(summary));
    return summary;
  }

  private static Map<String, Object> population(Tally tally) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("count", tally.count());
    content.put("query", Population.QUERY);
    content.put("byEffect", tally.byEffect());
    return content;
  }

  private static Map<String, Object> sample(PackOrder order, List<UUID> sample) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("seed", order.seed());
    content.put("asked", order.sample());
    content.put("method", Sample.METHOD);
    content.put("drawn", sample.stream().map(UUID::toString).toList());
    return content;
  }

  private Map<String, Object> reconciliation(PackOrder order, Tally tally) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("sealedInTheDatabase", tally.count());
    content.put("ofThoseInTheLedger", tally.recorded());
    content.put("entriesNotPublishedYet", tally.unpublished());
    content.put("historyRecords", history.size());
    List<HistoryGap> gaps = history.gapList();
    content.put("historyGaps", gaps.size());
    content.put("gapsListed", gaps.stream().limit(LISTED).map(Summaries::gap).toList());
    content.putAll(clocks.differences(order.from(), order.to()));
    ledger
        .summary()
        .ifPresent(
            log -> {
              content.put("ledgerOrigin", log.origin());
              content.put("ledgerSize", log.size());
              content.put("ledgerAnchoredUpTo", log.anchored());
            });
    return content;
  }

  private static Map<String, Object> gap(HistoryGap gap) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("partition", gap.partition());
    content.put("position", gap.position());
    content.put("kind", gap.kind());
    return content;
  }

  private static Map<String, Object> exceptions(Tally tally) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("count", tally.exceptionCount());
    content.put("byKind", tally.exceptionsByKind());
    content.put("listed", tally.exceptions());
    return content;
  }

  private Map<String, Object> openFindings() {
    List<Map<String, Object>> listed = new ArrayList<>();
    for (Finding finding : findings.list(true)) {
      if (listed.size() < LISTED) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("code", finding.code().name());
        content.put("severity", finding.code().severity().name());
        content.put("firstSeen", finding.firstSeen().toString());
        content.put("sentence", finding.sentence());
        content.put("whatToDo", finding.code().remedy());
        listed.add(content);
      }
    }
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("count", findings.open());
    content.put("listed", listed);
    return content;
  }

  private List<Map<String, Object>> controls(PackOrder order, Tally tally) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Control control : catalogue.of(order.framework())) {
      Map<String, Object> content = new LinkedHashMap<>();
      content.put("id", control.id());
      content.put("about", control.about());
      content.put("supports", control.supports());
      content.put("lacks", control.lacks());
      content.putAll(tally.of(control.id()).content());
      list.add(content);
    }
    return list;
  }
}
