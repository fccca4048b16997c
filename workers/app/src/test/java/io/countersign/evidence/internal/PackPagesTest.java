package io.countersign.evidence.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.evidence.Framework;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.web.util.HtmlUtils;

class PackPagesTest {

  private static final String POLICY = "/io/countersign/bpmn/decisions/action-policy.dmn";

  @Test
  void report_saysEveryValueOfTheSummary() {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("framework", "soc2");
    summary.put("exceptions", Map.of("byKind", Map.of("denied", 7L), "listed", List.of()));
    summary.put("openFindings", List.of(Map.of("code", "HISTORY_GAP", "sentence", "a < b & c")));
    summary.put("reconciliation", Map.of("historyGaps", 31L));
    summary.put("population", Map.of("count", 41L, "query", "select \"x\""));
    summary.put("sample", Map.of("seed", "<b>\u202Eseed", "drawn", List.of("one", "two")));
    summary.put("controls", List.of(Map.of("id", "SOC2:CC6.1", "lacks", "much", "actions", 5L)));

    String page = HtmlUtils.htmlUnescape(PackPages.report(summary));

    for (String value : leaves(summary)) {
      assertThat(page).contains(value);
    }
    assertThat(PackPages.report(summary)).doesNotContain("<b>", "\u202E");
  }

  private static List<String> leaves(Object value) {
    List<String> leaves = new ArrayList<>();
    switch (value) {
      case Map<?, ?> map -> map.values().forEach(inner -> leaves.addAll(leaves(inner)));
      case List<?> list -> list.forEach(inner -> leaves.addAll(leaves(inner)));
      default -> leaves.add(String.valueOf(value).replace("\u202E", "\\u202e"));
    }
    return leaves;
  }

  @ParameterizedTest
  @EnumSource
  void catalogue_hasEveryControlThatThePolicyNames(Framework framework) throws IOException {
    TreeSet<String> named = new TreeSet<>();
    try (var in = PackPagesTest.class.getResourceAsStream(POLICY)) {
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
