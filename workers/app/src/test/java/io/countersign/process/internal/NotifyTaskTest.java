package io.countersign.process.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camunda.client.api.response.ActivatedJob;
import io.countersign.bpmn.JobTypes;
import io.countersign.channels.Notices;
import io.countersign.testing.Stub;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotifyTaskTest {

  private final List<String> said = new ArrayList<>();
  private final NotifyTask task =
      new NotifyTask(
          Stub.of(Notices.class)
              .on("say", args -> said.add(args[0] + " " + args[1] + " " + args[2]))
              .get());

  private static ActivatedJob job(Map<String, Object> variables) {
    return Stub.of(ActivatedJob.class)
        .on("getVariablesAsMap", args -> variables)
        .on("getType", args -> JobTypes.NOTIFY)
        .get();
  }

  @Test
  void perform_allGiven_saysIt() throws Exception {
    task.perform(
        job(Map.of("noticeChannel", "slack", "noticePlace", "C1", "noticeWords", "Done.")));
    assertThat(said).containsExactly("slack C1 Done.");
  }

  @Test
  void perform_missingOrTooLong_needsAnOperator() {
    assertThatThrownBy(() -> task.perform(job(Map.of("noticeChannel", "slack"))))
        .isInstanceOf(OperatorNeeded.class)
        .hasMessageContaining("noticeWords");
    assertThatThrownBy(
            () ->
                task.perform(
                    job(
                        Map.of(
                            "noticeChannel", "slack",
                            "noticePlace", "C1",
                            "noticeWords", "x".repeat(2_001)))))
        .isInstanceOf(OperatorNeeded.class)
        .hasMessageContaining("2001");
    assertThat(said).isEmpty();
  }

  @Test
  void perform_refusedByTheChannel_needsAnOperator() {
    NotifyTask refusing =
        new NotifyTask(
            Stub.of(Notices.class)
                .on(
                    "say",
                    args -> {
                      throw new Notices.NoticeRefused("Invite the app.");
                    })
                .get());
    assertThatThrownBy(
            () ->
                refusing.perform(
                    job(Map.of("noticeChannel", "slack", "noticePlace", "C1", "noticeWords", "x"))))
        .isInstanceOf(OperatorNeeded.class)
        .hasMessage("Invite the app.");
  }
}
