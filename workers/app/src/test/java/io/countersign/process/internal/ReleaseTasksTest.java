package io.countersign.process.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.api.response.ActivatedJob;
import io.countersign.releases.Destination;
import io.countersign.releases.Release;
import io.countersign.releases.ReleaseDesk;
import io.countersign.testing.Requests;
import io.countersign.testing.Stub;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReleaseTasksTest {

  private static final UUID NAMED = new UUID(0, 1);
  private static final UUID OPENED = new UUID(0, 2);

  private final List<List<Object>> closed = new ArrayList<>();
  private final ReleaseTasks tasks =
      new ReleaseTasks(
          Stub.of(ReleaseDesk.class)
              .on("openOf", args -> args[0].equals(42L) ? List.of(release(OPENED)) : List.of())
              .on(
                  "close",
                  args -> {
                    closed.add(List.of(args));
                    return null;
                  })
              .get());

  @Test
  void close_withTheReleasesId_closesThatOne() throws Exception {
    tasks
        .closeRelease()
        .perform(job(Map.of("releaseId", NAMED.toString(), "releaseOutcome", "done")));
    assertThat(closed).containsExactly(List.of(NAMED, "done", Optional.empty()));
  }

  @Test
  void close_behindAnErrorThatHidesTheId_closesWhatTheInstanceOpened() throws Exception {
    tasks.closeRelease().perform(job(Map.of("errorCode", "ReleaseRejected")));
    assertThat(closed).containsExactly(List.of(OPENED, "", Optional.of("ReleaseRejected")));
  }

  private static ActivatedJob job(Map<String, Object> variables) {
    return Stub.of(ActivatedJob.class)
        .on("getVariablesAsMap", args -> variables)
        .on("getProcessInstanceKey", args -> 42L)
        .get();
  }

  private static Release release(UUID id) {
    return new Release(
        id,
        "customers",
        Path.of("/in.csv"),
        Destination.parse("/out.csv"),
        "why",
        "ada",
        Release.State.REQUESTED,
        OptionalLong.of(42),
        Release.Amendment.NONE,
        Optional.empty(),
        new Release.Preparation(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty()),
        Optional.empty(),
        Requests.NOW,
        Optional.empty());
  }
}
