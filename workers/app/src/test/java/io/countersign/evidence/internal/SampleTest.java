package io.countersign.evidence.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.evidence.Framework;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SampleTest {

  private static final String POLICY = "/io/countersign/bpmn/decisions/action-policy.dmn";

  @ParameterizedTest
  @EnumSource
  void catalogue_hasEveryControlThatThePolicyNames(Framework framework) throws IOException {
    TreeSet<String> named = new TreeSet<>();
    try (var in = SampleTest.class.getResourceAsStream(POLICY)) {
      String table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      var ids =
          Pattern.compile(Pattern.quote(framework.prefix()) + "[A-Z0-9.()a-z-]+").matcher(table);
      while (ids.find()) {
        named.add(ids.group());
      }
    }
    assertThat(named).isNotEmpty();
    assertThat(new ControlCatalogue().of(framework))
        .extracting(ControlCatalogue.Control::id)
        .containsAll(named);
  }

  @Test
  void sample_isWhatTheSeedDrawsInWhateverOrderItIsOffered() {
    List<UUID> ids = Stream.generate(UUID::randomUUID).limit(500).toList();
    List<UUID> forwards = drawn("seed", ids);
    assertThat(forwards)
        .hasSize(25)
        .doesNotHaveDuplicates()
        .isEqualTo(drawn("seed", ids.reversed()));
    assertThat(drawn("another", ids)).isNotEqualTo(forwards);
    assertThat(drawn("seed", ids.subList(0, 3))).hasSize(3);
  }

  private static List<UUID> drawn(String seed, List<UUID> from) {
    Sample sample = new Sample(seed, 25);
    from.forEach(sample::offer);
    return sample.drawn();
  }
}
