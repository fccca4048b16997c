package io.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class LineageTreeTest {

  private static final String RELEASED =
      """
      {"start": ["revision:sha256:aa"], "truncated": false, "pending": 2, "historyGaps": 1,
       "nodes": [
        {"key": "revision:sha256:aa", "kind": "REVISION", "name": "customers", "at": "2026-11-23T09:00:00Z",
         "facts": {"sha256": "sha256:aaaaaaaaaaaaaaaa", "rows": 1200, "stage": "ORIGINAL", "recorded": true}},
        {"key": "revision:sha256:bb", "kind": "REVISION", "name": "customers", "at": "2026-11-23T09:01:00Z",
         "facts": {"sha256": "sha256:bbbbbbbbbbbbbbbb", "rows": 1200, "stage": "MASKED", "recorded": true}},
        {"key": "run:masking:1", "kind": "RUN", "name": "mask dataset",
         "facts": {"type": "masking", "state": "COMPLETE", "endedAt": "2026-11-23T09:01:00.5Z", "recorded": true}},
        {"key": "run:review:1", "kind": "RUN", "name": "review action",
         "facts": {"type": "review", "state": "APPROVED"}},
        {"key": "run:effect:1", "kind": "RUN", "name": "dataset.export",
         "facts": {"type": "effect", "state": "DONE", "endedAt": "2026-11-23T09:05:00Z"}},
        {"key": "copy:1", "kind": "COPY", "name": "/srv/\\u202etxt.csv", "at": "2026-11-23T09:05:00Z",
         "facts": {"trust": "partner"}},
        {"key": "action:1", "kind": "ACTION", "name": "dataset.export", "ledgerEntries": 0,
         "facts": {"reason": "churn\\u001b[31m", "ruling": "review"}},
        {"key": "agent:bot", "kind": "AGENT", "name": "bot", "facts": {}},
        {"key": "policy:p@1", "kind": "POLICY", "name": "action-policy", "facts": {"version": 3}},
        {"key": "decision:1", "kind": "DECISION", "name": "approved", "at": "2026-11-23T09:04:00Z",
         "facts": {"person": "grace", "group": "data-owners", "comment": "fine"}}],
       "edges": [
        {"from": "revision:sha256:aa", "kind": "MASKED_BY", "to": "run:masking:1"},
        {"from": "run:masking:1", "kind": "WROTE", "to": "revision:sha256:bb"},
        {"from": "revision:sha256:bb", "kind": "READ", "to": "run:effect:1"},
        {"from": "revision:sha256:bb", "kind": "READ", "to": "run:review:1"},
        {"from": "run:effect:1", "kind": "WROTE", "to": "copy:1"},
        {"from": "run:review:1", "kind": "ALLOWED", "to": "run:effect:1"},
        {"from": "decision:1", "kind": "DECIDED", "to": "run:review:1"},
        {"from": "action:1", "kind": "DONE_BY", "to": "run:effect:1"},
        {"from": "agent:bot", "kind": "ASKED", "to": "action:1"},
        {"from": "policy:p@1", "kind": "RULED", "to": "action:1"}],
       "columns": {"revision:sha256:bb": [
        {"name": "mail", "tags": [], "sources": [
          {"name": "mail", "treatment": "token", "masked": true, "clears": true}]}]}}
      """;

  @Test
  void lines_release_readFromTheSourceToTheCopy_withNothingHidden() {
    assertThat(lines(RELEASED))
        .containsExactly(
            "customers @ aaaaaaaaaaaa…, 1,200 rows  <- asked for",
            "  masked on 2026-11-23T09:01:00Z",
            "    customers @ bbbbbbbbbbbb…, 1,200 rows, masked",
            "        | mail: nothing found; from mail by token (masked)",
            "      dataset.export on 2026-11-23T09:05:00Z",
            "          asked for by bot (agent): \"churn\\u001b[31m\" (action 1), NOTHING OF IT IN THE"
                + " LEDGER",
            "          policy action-policy, version 3, asked for signatures",
            "          approved by grace of data-owners on 2026-11-23T09:04:00Z: \"fine\"",
            "        to /srv/\\u202etxt.csv (trust: partner) on 2026-11-23T09:05:00Z",
            "2 actions are on their way into the graph.",
            "Process history has 1 gaps.");
  }

  @Test
  void lines_contentThatMakesItself_end() {
    String circle =
        """
        {"start": [], "nodes": [
          {"key": "revision:a", "kind": "REVISION", "name": "a", "facts": {"sha256": "sha256:aa"}},
          {"key": "run:masking:1", "kind": "RUN", "name": "mask", "facts": {"type": "masking"}}],
         "edges": [
          {"from": "revision:a", "kind": "MASKED_BY", "to": "run:masking:1"},
          {"from": "run:masking:1", "kind": "WROTE", "to": "revision:a"}]}
        """;
    assertThat(lines(circle)).containsExactly("a @ aa", "  masked", "    a @ aa: see above");
  }

  private static List<String> lines(String json) {
    return new LineageTree(JsonMapper.shared().readTree(json)).lines();
  }
}
