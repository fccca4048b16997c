package io.countersign.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.console.internal.Layers.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GraphLayoutTest {

  @Test
  void layers_ofAChain_goUpByOne_andPeopleStandBesideWhatTheyDid() {
    Map<String, Integer> layers =
        Layers.of(
            List.of("source", "run", "masked", "export", "grace"),
            List.of(
                new Step("source", "run"),
                new Step("run", "masked"),
                new Step("masked", "export"),
                new Step("grace", "export")));
    assertThat(layers)
        .containsEntry("source", 0)
        .containsEntry("run", 1)
        .containsEntry("masked", 2)
        .containsEntry("export", 3)
        .containsEntry("grace", 2);
  }

  @Test
  void layers_ofACircle_areFound() {
    Map<String, Integer> layers =
        Layers.of(
            List.of("a", "b", "c"),
            List.of(new Step("a", "b"), new Step("b", "c"), new Step("c", "a")));
    assertThat(new HashSet<>(layers.values())).hasSize(3);
  }

  @Test
  void layout_ofFiveHundredNodes_letsNoTwoOverlap_andLeadsEveryStep() {
    Random random = new Random(7);
    List<String> nodes = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      nodes.add("n" + i);
      if (i > 0) {
        steps.add(new Step("n" + random.nextInt(i), "n" + i));
      }
      if (i > 10 && i % 3 == 0) {
        steps.add(new Step("n" + random.nextInt(i), "n" + i));
      }
    }
    List<Step> distinct = steps.stream().distinct().toList();
    GraphLayout layout = GraphLayout.of(nodes, distinct);
    Set<String> taken = new HashSet<>();
    for (String node : nodes) {
      assertThat(layout.x(node) + GraphLayout.WIDTH).isLessThanOrEqualTo(layout.width());
      assertThat(layout.y(node) + GraphLayout.HEIGHT).isLessThanOrEqualTo(layout.height());
      assertThat(taken.add(layout.x(node) + "," + layout.y(node))).isTrue();
    }
    assertThat(layout.paths().keySet()).containsExactlyInAnyOrderElementsOf(distinct);
    assertThat(layout.paths().values())
        .allMatch(path -> path.matches("M\\d+ \\d+( [CH][-\\d ]+)+"));
  }
}
