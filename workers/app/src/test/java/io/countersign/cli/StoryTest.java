package io.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class StoryTest {

  private static final ObjectNode ACCESS =
      JsonMapper.shared().createObjectNode().put("state", "REVERTED");

  private static final JsonMapper MAPPER = JsonMapper.shared();

  private static final String RELEASED =
      """
      {"id": "1f", "processInstanceKey": 2251799813685250, "verdict": "approved",
       "outcome": "done", "requestedBy": "ada", "approvedBy": ["grace", "bob"],
       "dataset": "customers", "destination": "/srv/out.csv", "reason": "churn\\nreport",
       "rowsIn": 100, "rowsOut": 99, "cellsMasked": 1234, "survivors": 0,
       "actionDigest": "sha256:0123456789abcdef", "state": "RELEASED",
       "receipt": {"path": "/srv/out.csv", "manifest": "/srv/out.csv.manifest.json",
                   "bytes": 5000}}
      """;

  @Test
  void tell_released_saysWhoAskedWhoSignedAndWhatLeft() {
    assertThat(Story.tell(json(RELEASED)))
        .containsExactly(
            "ada asked to release customers to /srv/out.csv, because: \"churn\\u000areport\".",
            "1,234 cells in 99 rows were masked.",
            "An independent check of the result found no identifier that survived.",
            "grace and bob approved the export, sealed as 0123456789ab….",
            "Exactly what was approved was exported once: /srv/out.csv (5.0 kB), with its"
                + " manifest beside it.");
  }

  @ParameterizedTest
  @CsvSource({
    "denied, A reviewer denied the export",
    "expired, a denial",
    "refused, Policy refused the export: No rule",
    "withdrawn, The review ended as withdrawn."
  })
  void tell_notApproved_saysWhyAndThatNothingLeft(String verdict, String sentence) {
    ObjectNode release = (ObjectNode) json(RELEASED);
    release.put("verdict", verdict).put("state", "NOT_APPROVED").put("ruling", "No rule");
    assertThat(Story.tell(release))
        .anyMatch(line -> line.contains(sentence))
        .endsWith("Nothing was exported.");
  }

  @Test
  void tell_failed_saysTheFault() {
    String failed =
        """
        {"state": "FAILED", "survivors": 2,
         "fault": {"code": "DatasetUnreadable", "message": "Line 3 has 4 fields."}}
        """;
    assertThat(Story.tell(json(failed)))
        .contains("An independent check found 2 surviving identifiers.")
        .endsWith("It failed (DatasetUnreadable): Line 3 has 4 fields.");
  }

  @Test
  void tell_running_claimsNoEnd() {
    assertThat(Story.tell(json("{\"state\": \"PREPARING\"}"))).endsWith("It has not ended yet.");
  }

  @Test
  void summary_ofARelease_hasExactlyTheFieldsThatScriptsRelyOn() {
    ObjectNode line = DemoSummary.of(json(RELEASED), ACCESS, 1.5, 2.5);
    assertThat(line.propertyNames())
        .containsExactly(
            "release",
            "processInstanceKey",
            "verdict",
            "outcome",
            "requestedBy",
            "approvedBy",
            "rowsIn",
            "rowsOut",
            "cellsMasked",
            "survivors",
            "exportPath",
            "manifest",
            "access",
            "seconds");
    assertThat(line.path("approvedBy").toString()).isEqualTo("[\"grace\",\"bob\"]");
    assertThat(line.path("exportPath").asString()).isEqualTo("/srv/out.csv");
    assertThat(line.path("seconds").toString()).isEqualTo("{\"setup\":1.5,\"run\":2.5}");
    assertThat(line.toString()).doesNotContain("\n");
  }

  @Test
  void summary_ofAReleaseThatWentNowhere_saysNullAndNeverAnExport() {
    ObjectNode line =
        DemoSummary.of(json("{\"id\": \"1f\", \"fault\": {\"code\": \"X\"}}"), ACCESS, 0, 0);
    assertThat(line.path("exportPath").isNull()).isTrue();
    assertThat(line.path("verdict").isNull()).isTrue();
    assertThat(line.path("outcome").asString()).isEqualTo("none");
    assertThat(line.path("approvedBy").isEmpty()).isTrue();
    assertThat(line.path("fault").path("code").asString()).isEqualTo("X");
  }

  private static JsonNode json(String text) {
    return MAPPER.readTree(text);
  }
}
