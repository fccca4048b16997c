package io.countersign.evidence.internal;

import io.countersign.record.Finding;
import io.countersign.record.Findings;
import io.countersign.record.Ledger;
import io.countersign.record.Ledger.Recorded;
import io.countersign.support.CanonicalJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Where an action stands in the ledger, and what was found about it. */
@Component
class GatheredProof {

  private final Ledger ledger;
  private final Findings findings;

  GatheredProof(Ledger ledger, Findings findings) {
    this.ledger = ledger;
    this.findings = findings;
  }

  Map<String, Object> entries(UUID actionId) {
    Map<String, Object> content = new LinkedHashMap<>();
    ledger
        .summary()
        .ifPresent(
            summary -> {
              content.put("origin", summary.origin());
              content.put("size", summary.size());
              content.put("anchored", summary.anchored());
            });
    List<Map<String, Object>> entries = new ArrayList<>();
    long pending = 0;
    for (Recorded recorded : ledger.ofAction(actionId)) {
      if (recorded.index().isEmpty()) {
        pending++;
        continue;
      }
      Object kind = CanonicalJson.read(recorded.entry()).getOrDefault("kind", "");
      entries.add(Map.of("index", recorded.index().get(), "kind", kind));
    }
    content.put("entries", entries);
    content.put("pending", pending);
    return content;
  }

  List<Map<String, Object>> findings(UUID actionId) {
    return findings.ofAction(actionId).stream().map(GatheredProof::finding).toList();
  }

  private static Map<String, Object> finding(Finding finding) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("code", finding.code().name());
    content.put("sentence", finding.sentence());
    content.put("firstSeen", finding.firstSeen().toString());
    content.put("state", finding.state().name());
    finding.closedBy().ifPresent(person -> content.put("closedBy", person));
    finding.resolution().ifPresent(words -> content.put("resolution", words));
    return content;
  }
}
