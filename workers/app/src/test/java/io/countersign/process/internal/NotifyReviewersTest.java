package io.countersign.process.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camunda.client.api.response.ActivatedJob;
import io.countersign.channels.Notices;
import io.countersign.testing.Stub;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotifyReviewersTest {

  private final List<String> said = new ArrayList<>();
  private final NotifyReviewers task =
      new NotifyReviewers(
          Stub.of(Notices.class)
              .on(
                  "sayToGroup",
                  args -> {
                    if (args[0].equals("nobody")) {
                      throw new Notices.NoticeRefused("Group 'nobody' is told nowhere.");
                    }
                    said.add(args[0] + ": " + args[1]);
                    return 2;
                  })
              .get());

  private static ActivatedJob job(Map<String, Object> variables) {
    return Stub.of(ActivatedJob.class).on("getVariablesAsMap", args -> variables).get();
  }

  @Test
  void perform_allGiven_saysItWhereTheGroupIsTold() throws Exception {
    assertThat(task.perform(job(Map.of("noticeGroup", "stewards", "noticeWords", "Soon."))))
        .containsExactly(Map.entry("told", 2));
    assertThat(said).containsExactly("stewards: Soon.");
  }

  @Test
  void perform_missingOrTooLong_isABpmnErrorThatNamesIt() {
    assertInvalid(Map.of("noticeWords", "Soon."), "noticeGroup");
    assertInvalid(Map.of("noticeGroup", "stewards", "noticeWords", " "), "noticeWords");
    assertInvalid(Map.of("noticeGroup", "stewards", "noticeWords", "x".repeat(2_001)), "2001");
    assertThat(said).isEmpty();
  }

  private void assertInvalid(Map<String, Object> variables, String named) {
    assertThatThrownBy(() -> task.perform(job(variables)))
        .isInstanceOfSatisfying(
            BusinessError.class, error -> assertThat(error.code()).isEqualTo("NoticeInvalid"))
        .hasMessageContaining(named);
  }

  @Test
  void perform_groupThatIsToldNowhere_isABpmnError() {
    assertThatThrownBy(
            () -> task.perform(job(Map.of("noticeGroup", "nobody", "noticeWords", "Soon."))))
        .isInstanceOfSatisfying(
            BusinessError.class, error -> assertThat(error.code()).isEqualTo("NoticeRefused"));
  }
}
