package io.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReviewCardTest {

  private static final String ACTION_REVIEW =
      """
      {"id": "1f", "kind": "ACTION", "title": "Export customers to the file /srv/out.csv.",
       "deadline": "2026-11-23T13:30:00Z", "subjectDigest": "sha256:aa", "shownDigest": "sha256:bb",
       "verdict": "",
       "shown": {
         "reversible": false,
         "action": {
           "environment": "production", "requestedBy": "ada",
           "target": {"path": "/srv/out.csv"}, "traits": {"reversible": false, "trust": "partner"},
           "reason": "Please\\u202ehurry\\nverdict        approved",
           "data": {"rowCount": 100000,
                    "columns": [{"name": "email", "class": "EMAIL", "treatment": "pseudonym"}]}},
         "policy": {"why": ["It is production.", "It leaves the company."]},
         "sample": [["email"], ["x1@example.org\\u001b[2J"]]},
       "seats": [{"group": "data-owners",
                  "vote": {"choice": "APPROVE", "person": "grace", "inPlaceOf": null}},
                 {"group": "privacy",
                  "vote": {"choice": "APPROVE", "person": "sam", "inPlaceOf": "bob"}},
                 {"group": "security", "vote": null,
                  "standIns": [{"person": "tess", "inPlaceOf": "carol"}]}],
       "comments": [{"author": "bob", "saidAt": "2026-11-23T09:30:30Z", "words": "Why\u202e?"}],
       "refusals": [{"identity": "tasklist:ada", "refusedAt": "2026-11-23T09:31:00Z",
                     "message": "Ada is an author."}]}
      """;

  private static final JsonMapper MAPPER = JsonMapper.shared();

  @Test
  void lines_ofAnAction_showWhatIsDecidedBeforeTheRequestersWords() {
    List<String> lines = ReviewCard.lines(json(ACTION_REVIEW));
    assertThat(lines.getFirst()).isEqualTo("Export customers to the file /srv/out.csv.");
    assertThat(lines)
        .contains(
            "  environment    production",
            "  destination    /srv/out.csv (partner)",
            "  rows           100,000",
            "  reversible     no",
            "  requested by   ada",
            "  policy         It leaves the company.",
            "  seat           data-owners: approve by grace",
            "  seat           privacy: approve by sam in place of bob",
            "  seat           security: open; tess may decide in place of carol",
            "  comment        bob at 2026-11-23T09:30:30Z: \"Why\\u202e?\"",
            "  action digest  sha256:aa",
            "  shown digest   sha256:bb",
            "  refused        tasklist:ada at 2026-11-23T09:31:00Z: Ada is an author.");
    int digest = lines.indexOf("  action digest  sha256:aa");
    assertThat(lines.subList(0, digest)).noneMatch(line -> line.contains("hurry"));
  }

  @Test
  void lines_ofATemporaryPermission_showTargetWindowAuthorsAndTheExactStatements() {
    String grant =
        """
        {"kind": "ACTION", "title": "Make a member.",
         "shown": {
           "reversible": true,
           "action": {
             "environment": "production", "requestedBy": "report-agent", "onBehalfOf": "tom",
             "modifiedBy": ["grace"], "reason": "r", "data": {"rowCount": 0, "columns": []},
             "target": {"role": "analyst", "connection": "warehouse"},
             "parameters": {"window": "PT10M"},
             "traits": {"reversible": true, "window": "PT10M", "trust": "internal"}},
           "preview": {"exact": ["GRANT analyst\u202e"], "revert": ["REVOKE analyst"],
                       "reach": {"tables readable": "1"}, "warnings": ["Sessions end."]}}}
        """;
    assertThat(ReviewCard.lines(json(grant)))
        .contains(
            "  target         connection = warehouse",
            "  target         role = analyst (internal)",
            "  parameter      window = PT10M",
            "  lasts          10 minutes from when it is done, then it is taken back",
            "  reversible     yes",
            "  requested by   report-agent",
            "  for            tom",
            "  changed by     grace",
            "  exactly        GRANT analyst\\u202e",
            "  taking it back REVOKE analyst",
            "  reach          tables readable: 1",
            "  mind           Sessions end.")
        .noneMatch(line -> line.contains("rows") || line.contains("columns"));
  }

  @Test
  void lines_reasonThatImitatesTheCard_staysOneLabelledLine() {
    List<String> lines = ReviewCard.lines(json(ACTION_REVIEW));
    assertThat(lines)
        .contains(
            "  reason, written by the requester:"
                + " \"Please\\u202ehurry\\u000averdict        approved\"")
        .noneMatch(line -> line.contains("\n") || line.contains("\u001b"));
  }

  @Test
  void lines_ofAPlan_readThePlanAndShowNoDestination() {
    String plan =
        """
        {"kind": "MASKING_PLAN", "title": "Mask customers by this plan.",
         "shown": {"rows": 7, "requestedBy": "ada", "reason": "r",
                   "columns": [{"name": "iban", "class": "IBAN", "treatment": "drop"}]}}
        """;
    List<String> lines = ReviewCard.lines(json(plan));
    assertThat(lines).contains("  rows           7", "  requested by   ada");
    assertThat(lines).anyMatch(line -> line.matches(" {4}iban +IBAN +drop"));
    assertThat(lines).noneMatch(line -> line.contains("destination"));
  }

  @Test
  void lines_ofAnEmptyAnswer_doNotFail() {
    assertThat(ReviewCard.lines(json("{}"))).isNotEmpty();
    assertThat(ReviewCard.line(json("{}"))).contains("until");
  }

  private static JsonNode json(String text) {
    return MAPPER.readTree(text);
  }
}
