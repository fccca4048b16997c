package io.countersign.process.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camunda.client.api.response.ActivatedJob;
import io.countersign.bpmn.JobTypes;
import io.countersign.bpmn.Models;
import io.countersign.policy.Pins;
import io.countersign.policy.Pins.Pin;
import io.countersign.policy.PolicyResource;
import io.countersign.policy.Violations;
import io.countersign.testing.Stub;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobGuardTest {

  private static final long OURS = 17;

  private final List<String> recorded = new ArrayList<>();
  private final JobGuard guard =
      new JobGuard(
          Stub.of(Pins.class)
              .on(
                  "deployedByUs",
                  args -> args[0].equals("review-action.bpmn") && args[1].equals(OURS))
              .on("process", args -> args[0].equals("review-action") ? pin() : Optional.empty())
              .get(),
          Stub.of(Violations.class)
              .on("record", args -> recorded.add(args[0] + " " + args[1] + " " + args[2]))
              .get());

  private static Optional<Pin> pin() {
    return Optional.of(
        new Pin(PolicyResource.of(Models.all().getFirst()), OURS, 1, 1, Instant.EPOCH));
  }

  private static ActivatedJob job(String type, String process, long key) {
    return Stub.of(ActivatedJob.class)
        .on("getType", args -> type)
        .on("getBpmnProcessId", args -> process)
        .on("getProcessDefinitionKey", args -> key)
        .on("getProcessDefinitionVersion", args -> 4)
        .get();
  }

  static List<String> jobTypes() {
    return JobTypes.all();
  }

  @ParameterizedTest
  @MethodSource("jobTypes")
  void check_versionThatWeDeployed_passes(String type) {
    assertThatCode(() -> guard.check(job(type, "review-action", OURS))).doesNotThrowAnyException();
    assertThat(recorded).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("jobTypes")
  void check_anotherVersionUnderOurName_isRefusedAndRecorded(String type) {
    assertThatThrownBy(() -> guard.check(job(type, "review-action", 18)))
        .isInstanceOf(OperatorNeeded.class)
        .hasMessageContaining("Nobody countersigned");
    assertThat(recorded).containsExactly("UNPINNED_PROCESS review-action 18");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        JobTypes.ACTION_SEAL,
        JobTypes.MASKING_MASK,
        JobTypes.REVIEW_ESCALATE,
        JobTypes.REVIEW_GUARD,
        JobTypes.REVIEW_SEAT_OPENED,
        JobTypes.REVIEW_VERIFY
      })
  void check_whatTheModelVouchesFor_isRefusedToAnyOtherProcess(String type) {
    assertThatThrownBy(() -> guard.check(job(type, "theirs", OURS)))
        .isInstanceOf(OperatorNeeded.class);
    assertThat(recorded).containsExactly("UNPINNED_PROCESS theirs 17");
  }

  @Test
  void check_effectInSomebodysOwnProcess_passes_forGrantsBindIt() {
    assertThatCode(() -> guard.check(job(JobTypes.EFFECT_RUN, "theirs", 99)))
        .doesNotThrowAnyException();
    assertThat(recorded).isEmpty();
  }
}
