package io.countersign.process.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camunda.client.api.response.ActivatedJob;
import io.countersign.lineage.Edge;
import io.countersign.lineage.LineageGraph;
import io.countersign.lineage.Node;
import io.countersign.lineage.Slice;
import io.countersign.testing.Stub;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordLineageTest {

  private static final Node REVISION = node("revision:sha256:1", Node.Kind.REVISION);
  private static final Node RUN = node("run:masking:1", Node.Kind.RUN);
  private static final Node DECISION = node("decision:1", Node.Kind.DECISION);
  private static final Edge READ =
      new Edge(REVISION.key(), Edge.Kind.MASKED_BY, RUN.key(), Optional.empty());

  private final List<Object> asked = new ArrayList<>();
  private long pending;
  private Slice slice =
      new Slice(List.of(RUN.key()), List.of(RUN, REVISION, DECISION), List.of(READ), false);
  private final RecordLineage task =
      new RecordLineage(
          Stub.of(LineageGraph.class)
              .on("pending", args -> pending)
              .on("find", args -> args[0].equals("customers") ? List.of(RUN) : List.of())
              .on(
                  "around",
                  args -> {
                    asked.add(args[1]);
                    return slice;
                  })
              .get());

  private static Node node(String key, Node.Kind kind) {
    return new Node(key, kind, key, Optional.empty(), Map.of());
  }

  private static ActivatedJob job(int retries, Map<String, Object> variables) {
    return Stub.of(ActivatedJob.class)
        .on("getVariablesAsMap", args -> variables)
        .on("getRetries", args -> retries)
        .get();
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> record(int retries) throws Exception {
    return (Map<String, Object>)
        task.perform(job(retries, Map.of("lineageOf", "customers"))).get("lineage");
  }

  @Test
  void perform_known_answersWithItsDigestAndCounts() throws Exception {
    assertThat(record(5))
        .containsEntry("nodes", 3)
        .containsEntry("revisions", 1L)
        .containsEntry("decisions", 1L)
        .containsEntry("whole", true)
        .containsEntry("upToDate", true);
    assertThat(asked).containsExactly(LineageGraph.Direction.UP);
  }

  @Test
  void digest_isTheSameInAnyOrder_andAnotherForAnotherSlice() throws Exception {
    Object before = record(5).get("digest");
    slice = new Slice(slice.start(), List.of(DECISION, REVISION, RUN), slice.edges(), false);
    assertThat(record(5).get("digest")).isEqualTo(before);
    slice = new Slice(slice.start(), slice.nodes(), List.of(), false);
    assertThat(record(5).get("digest")).isNotEqualTo(before);
  }

  @Test
  void perform_graphBehind_waitsThenSaysSo() throws Exception {
    pending = 1;
    assertThatThrownBy(() -> record(2)).isInstanceOf(IllegalStateException.class);
    assertThat(record(1)).containsEntry("upToDate", false);
  }

  @Test
  void perform_unknownOrUnfit_isABpmnErrorThatNamesIt() {
    assertError(Map.of("lineageOf", "rockets"), "LineageUnknown", "rockets");
    assertError(Map.of(), "LineageInvalid", "lineageOf");
    assertError(
        Map.of("lineageOf", "customers", "lineageDirection", "left"), "LineageInvalid", "left");
  }

  private void assertError(Map<String, Object> variables, String code, String named) {
    assertThatThrownBy(() -> task.perform(job(5, variables)))
        .isInstanceOfSatisfying(
            BusinessError.class, error -> assertThat(error.code()).isEqualTo(code))
        .hasMessageContaining(named);
  }
}
