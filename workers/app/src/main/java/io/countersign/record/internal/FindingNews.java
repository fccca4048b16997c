package io.countersign.record.internal;

import io.countersign.record.Finding;
import io.countersign.record.FindingClosed;
import io.countersign.record.FindingOpened;
import io.countersign.record.FindingReopened;
import io.countersign.support.CanonicalJson;
import io.countersign.webhooks.WebhookEvent;
import io.countersign.webhooks.Webhooks;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Tells other systems of findings, in the transaction that stores them. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class FindingNews {

  private final ObjectProvider<Webhooks> webhooks;
  private final ObjectProvider<StoredFindings> findings;
  private final Clock clock;

  FindingNews(
      ObjectProvider<Webhooks> webhooks, ObjectProvider<StoredFindings> findings, Clock clock) {
    this.webhooks = webhooks;
    this.findings = findings;
    this.clock = clock;
  }

  @EventListener
  void on(FindingOpened opened) {
    tell(opened.findingId(), "finding.opened");
  }

  @EventListener
  void on(FindingClosed closed) {
    tell(closed.findingId(), "finding.closed");
  }

  @EventListener
  void on(FindingReopened reopened) {
    tell(reopened.findingId(), "finding.reopened");
  }

  private void tell(UUID id, String type) {
    int turns = findings.getObject().turns(id).size();
    Finding finding = findings.getObject().find(id).orElseThrow();
    webhooks.ifAvailable(
        receivers ->
            receivers.publish(
                new WebhookEvent(
                    type + ":" + id + (turns > 1 ? ":" + turns : ""),
                    type,
                    "finding:" + id,
                    clock.instant(),
                    CanonicalJson.of(content(finding)))));
  }

  /** People stay where they are: who closed it is not told. */
  private static Map<String, Object> content(Finding finding) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("id", finding.id().toString());
    content.put("code", finding.code().name());
    content.put("severity", finding.code().severity().name());
    content.put("state", finding.state().name());
    content.put("sentence", finding.sentence());
    content.put("remedy", finding.code().remedy());
    content.put("firstSeen", finding.firstSeen().toString());
    finding.actionId().ifPresent(action -> content.put("action", action.toString()));
    return content;
  }
}
