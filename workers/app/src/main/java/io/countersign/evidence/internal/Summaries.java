package io.countersign.evidence.internal;

import io.countersign.evidence.PackOrder;
import io.countersign.evidence.internal.ControlCatalogue.Control;
import io.countersign.history.ProcessHistory;
import io.countersign.record.Finding;
import io.countersign.record.Finding.State;
import io.countersign.record.Findings;
import io.countersign.record.Ledger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What a population amounts to; report and JSON both say exactly this. */
@Component
class Summaries {

  private final ControlCatalogue catalogue;
  private final Ledger ledger;
  private final Findings findings;
  private final ProcessHistory history;

  Summaries(ControlCatalogue catalogue, Ledger ledger, Findings findings, ProcessHistory history) {
    this.catalogue = catalogue;
    this.ledger = ledger;
    this.findings = findings;
    this.history = history;
  }

  Map<String, Object> of(PackOrder order, Tally tally, List<UUID> sample, Instant madeAt) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("framework", order.framework().wireName());
    summary.put("from", order.from().toString());
    summary.put("to", order.to().toString());
    summary.put("madeAt", madeAt.toString());
    summary.put("orderedBy", order.orderedBy());
    summary.put("population", population(tally));
    summary.put("sample", sample(order, sample));
    summary.put("reconciliation", reconciliation(tally));
    summary.put("exceptions", exceptions(tally));
    summary.put("openFindings", openFindings());
    summary.put("controls", controls(order, tally));
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

  private Map<String, Object> reconciliation(Tally tally) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("sealedInTheDatabase", tally.count());
    content.put("ofThoseInTheLedger", tally.recorded());
    content.put("entriesNotPublishedYet", tally.unpublished());
    content.put("historyRecords", history.size());
    content.put("historyGaps", history.gaps());
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

  private static Map<String, Object> exceptions(Tally tally) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("byKind", tally.exceptionsByKind());
    content.put("listed", tally.exceptions());
    return content;
  }

  private List<Map<String, Object>> openFindings() {
    List<Map<String, Object>> open = new ArrayList<>();
    for (Finding finding : findings.list(true)) {
      if (finding.state() == State.OPEN) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("code", finding.code().name());
        content.put("firstSeen", finding.firstSeen().toString());
        content.put("sentence", finding.sentence());
        open.add(content);
      }
    }
    return open;
  }

  private List<Map<String, Object>> controls(PackOrder order, Tally tally) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Control control : catalogue.of(order.framework())) {
      Map<String, Object> content = new LinkedHashMap<>();
      content.put("id", control.id());
      content.put("about", control.about());
      content.put("supports", control.supports());
      content.put("lacks", control.lacks());
      content.put("actions", tally.of(control.id()));
      list.add(content);
    }
    return list;
  }
}
