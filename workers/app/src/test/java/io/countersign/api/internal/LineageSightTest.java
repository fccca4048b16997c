package io.countersign.api.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.access.Caller;
import io.countersign.lineage.Edge;
import io.countersign.lineage.Node;
import io.countersign.lineage.Slice;
import io.countersign.releases.Destination;
import io.countersign.releases.Release;
import io.countersign.releases.ReleaseDesk;
import io.countersign.requests.RequestDesk;
import io.countersign.review.ReviewDesk;
import io.countersign.sight.Sight;
import io.countersign.testing.People;
import io.countersign.testing.Requests;
import io.countersign.testing.Stub;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LineageSightTest {

  private static final UUID OWN = UUID.fromString("6b1d2c3e-0000-4000-8000-000000000001");
  private static final UUID OTHER = UUID.fromString("6b1d2c3e-0000-4000-8000-000000000002");
  private static final Caller BOT =
      new Caller("bot", "Robot bot", Optional.of("ada"), Set.of(), Set.of(), Set.of());
  private static final Caller ADA =
      new Caller("ada", "Dr ada", Optional.empty(), Set.of(), Set.of(), Set.of());

  private final LineageSight sight =
      new LineageSight(
          new Sight(
              Stub.of(RequestDesk.class).on("find", args -> Optional.empty()).get(),
              Stub.of(ReleaseDesk.class).on("find", args -> release((UUID) args[0])).get(),
              Stub.of(ReviewDesk.class).on("roundOn", args -> Optional.empty()).get(),
              new People().person("ada").agent("bot", "ada")));

  /** One revision that both actions exported, each to its own copy, each with its own decision. */
  private final Slice slice =
      new Slice(
          List.of("revision:r"),
          Stream.of(
                  node("revision:r", Node.Kind.REVISION),
                  node("action:" + OWN, Node.Kind.ACTION),
                  node("action:" + OTHER, Node.Kind.ACTION),
                  node("run:own", Node.Kind.RUN),
                  node("run:other", Node.Kind.RUN),
                  node("copy:own", Node.Kind.COPY),
                  node("copy:other", Node.Kind.COPY),
                  node("decision:own", Node.Kind.DECISION),
                  node("decision:other", Node.Kind.DECISION),
                  node("person:grace", Node.Kind.PERSON),
                  node("person:mallory", Node.Kind.PERSON))
              .toList(),
          List.of(
              edge("revision:r", Edge.Kind.READ, "run:own"),
              edge("revision:r", Edge.Kind.READ, "run:other"),
              edge("run:own", Edge.Kind.WROTE, "copy:own"),
              edge("run:other", Edge.Kind.WROTE, "copy:other"),
              edge("action:" + OWN, Edge.Kind.DONE_BY, "run:own"),
              edge("action:" + OTHER, Edge.Kind.DONE_BY, "run:other"),
              edge("decision:own", Edge.Kind.DECIDED, "run:own"),
              edge("decision:other", Edge.Kind.DECIDED, "run:other"),
              edge("person:grace", Edge.Kind.CAST, "decision:own"),
              edge("person:mallory", Edge.Kind.CAST, "decision:other")),
          false);

  @Test
  void of_aPerson_isEverything() {
    assertThat(sight.of(ADA, slice)).isEqualTo(slice);
  }

  @Test
  void of_anAgent_isItsActionAndWhatHangsOnIt() {
    Slice seen = sight.of(BOT, slice);
    assertThat(seen.nodes())
        .extracting(Node::key)
        .containsExactlyInAnyOrder(
            "revision:r", "action:" + OWN, "run:own", "copy:own", "decision:own", "person:grace");
    assertThat(seen.edges()).hasSize(5);
    assertThat(seen.toString()).doesNotContain("mallory", "other", OTHER.toString());
  }

  @Test
  void of_anAgentThatKnowsOfNothing_isNothing() {
    Caller stranger =
        new Caller("spy", "Robot spy", Optional.of("eve"), Set.of(), Set.of(), Set.of());
    assertThat(sight.of(stranger, slice).nodes()).isEmpty();
  }

  private static Optional<Release> release(UUID id) {
    return Optional.of(
        new Release(
            id,
            "customers",
            Path.of("/in.csv"),
            Destination.parse("/out.csv"),
            "why",
            id.equals(OWN) ? "ada" : "mallory",
            Release.State.RELEASED,
            OptionalLong.empty(),
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
            Optional.empty()));
  }

  private static Node node(String key, Node.Kind kind) {
    return new Node(key, kind, key, Optional.empty(), Map.of());
  }

  private static Edge edge(String from, Edge.Kind kind, String to) {
    return new Edge(from, kind, to, Optional.empty());
  }
}
