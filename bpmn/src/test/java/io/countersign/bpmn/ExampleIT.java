package io.countersign.bpmn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The example that was made with the element templates, on a real engine. */
class ExampleIT extends ProcessWalk {

  @BeforeAll
  static void deploy() {
    Engine.shared().deploy(List.of(ParsedModels.example("share-customers.bpmn")));
  }

  @BeforeEach
  void askAndAllow() {
    cast.say(JobTypes.RELEASE_OPEN, nothingRejected(Map.of("releaseId", cast.token())));
    cast.say(
        JobTypes.ACTION_REQUEST, nothingRejected(Map.of("actionId", cast.token(), "claim", "17")));
    cast.say(JobTypes.LINEAGE_RECORD, Map.of("lineage", Map.of("digest", "d2", "nodes", 4)));
    cast.say(JobTypes.POLICY_DECIDE, Map.of("ruling", Map.of("kind", "permitted", "why", "Yes.")));
  }

  private static Map<String, Object> nothingRejected(Map<String, Object> answer) {
    Map<String, Object> whole = new HashMap<>(answer);
    whole.put("rejection", null);
    return whole;
  }

  /** The id is there from the start only so that each job finds its cast. */
  private Map<String, Object> share() {
    start(
        "share-customers",
        Map.of(
            "releaseId", cast.token(),
            "datasetPath", "/srv/data/customers.csv",
            "datasetDestination", "/srv/exports/customers.csv",
            "partnerUrl", "https://partner.example/files",
            "reviewersGroup", "data-stewards",
            "claim", "a variable of the modeller's own",
            "rejection", "another one"));
    return finish();
  }

  @Test
  void share_everythingSigned_runsStepByStep() {
    Map<String, Object> end = share();

    assertThat(cast.path())
        .containsSubsequence(
            "Call_PrepareDataset",
            "Task_FingerprintDataset",
            "Task_VerifyMaskedDataset",
            "Task_RecordLineage",
            "Task_NotifyReviewers",
            "Task_SealExportAction",
            "Task_RedeemAndExport",
            "Call_ExportDataset",
            "Call_TellPartner",
            "Task_AcceptAction",
            "Task_RunEffect",
            "Task_RecordOutcome");
    assertThat(end)
        .containsEntry("exported", true)
        .containsEntry("partnerTold", true)
        .containsEntry("lineage", Map.of("digest", "d2", "nodes", 4));
  }

  @Test
  void steps_getWhatTheModellerFilledIn() {
    share();

    assertThat(cast.last("Call_PrepareDataset").variables())
        .containsEntry("datasetPath", "/srv/data/customers.csv")
        .containsKey("datasetReason");
    assertThat(cast.last("Task_NotifyReviewers").variables().get("noticeWords").toString())
        .endsWith("release " + cast.token());
    assertThat(cast.last("Call_ExportDataset").variables())
        .containsEntry("releaseOutcome", "released");
    assertThat(cast.last("Call_TellPartner").variables())
        .containsEntry("actionTarget", Map.of("url", "https://partner.example/files"));
    assertThat(cast.last("Task_AcceptAction").variables())
        .containsEntry("claim", "17")
        .containsEntry("rejection", null);
    assertThat(cast.last("Task_FingerprintDataset").variables()).containsEntry("rejection", null);
  }

  @Test
  void request_rejected_endsWithoutTellingThePartner() {
    cast.refuse(JobTypes.ACTION_ACCEPT, "ActionRejected");
    assertThat(share()).containsEntry("exported", true).doesNotContainKey("partnerTold");
    assertThat(cast.path()).doesNotContain("Task_RunEffect");
  }

  @Test
  void export_refused_tellsNobody() {
    cast.say(JobTypes.POLICY_DECIDE, Map.of("ruling", Map.of("kind", "refused", "why", "No.")));
    assertThat(share()).containsEntry("exported", false);
    assertThat(cast.last("Call_ExportDataset").variables())
        .containsEntry("releaseOutcome", "not-approved");
    assertThat(cast.path()).doesNotContain("Call_TellPartner");
  }

  @Test
  void preparation_refused_exportsNothing() {
    cast.refuse(JobTypes.MASKING_VERIFY, "IdentifiersSurvived");
    assertThat(share()).doesNotContainKey("exported");
    assertThat(cast.path()).doesNotContain("Task_RecordLineage");
  }
}
