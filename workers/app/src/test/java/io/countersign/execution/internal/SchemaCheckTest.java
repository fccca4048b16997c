package io.countersign.execution.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.spi.EffectSchema;
import io.countersign.spi.EffectSchema.Field;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaCheckTest {

  private static final EffectSchema SCHEMA =
      new EffectSchema(
          List.of(Field.required("lamp", "Name the lamp.").matching("[a-z]+").upTo(8)),
          List.of(
              Field.optional("note", "A note."),
              Field.optional("header.*", "A header.").upTo(4).matching("(?s).*")),
          false);

  private static List<String> problems(Map<String, String> target, Map<String, String> parameters) {
    return SchemaCheck.problems(SCHEMA, target, parameters);
  }

  @Test
  void problems_complete_areNone() {
    assertThat(problems(Map.of("lamp", "hall"), Map.of())).isEmpty();
    assertThat(problems(Map.of("lamp", "hallhall"), Map.of("note", "x", "header.a", "1234")))
        .isEmpty();
  }

  @Test
  void problems_missing_saysWhatItIsFor() {
    assertThat(problems(Map.of(), Map.of()))
        .containsExactly("The target 'lamp' is missing. Name the lamp.");
    assertThat(problems(Map.of("lamp", " "), Map.of()).getFirst()).contains("missing");
  }

  @Test
  void problems_unknownField_isNamedWithWhatIsKnown() {
    assertThat(problems(Map.of("lamp", "hall", "lump", "x"), Map.of()))
        .containsExactly("The target 'lump' means nothing here. Known: lamp.");
    assertThat(problems(Map.of("lamp", "hall"), Map.of("header", "x", "headers.a", "x")))
        .hasSize(2)
        .allMatch(problem -> problem.endsWith("means nothing here. Known: note, header.*."));
    assertThat(problems(Map.of("lamp", "hall"), Map.of("header.", "x")))
        .as("a prefix alone is no name")
        .hasSize(1);
  }

  @Test
  void problems_valueOfAnotherShape_isShown() {
    assertThat(problems(Map.of("lamp", "Hall 1"), Map.of()))
        .containsExactly("The target 'lamp' is 'Hall 1'. Name the lamp.");
    assertThat(problems(Map.of("lamp", "hallhallh"), Map.of()))
        .containsExactly("The target 'lamp' has 9 characters; 8 are the most.");
    assertThat(problems(Map.of("lamp", "hall"), Map.of("header.a", "12345"))).hasSize(1);
  }

  @Test
  void problems_valueThatCannotBeSealed_isRefused() {
    assertThat(problems(Map.of("lamp", "hall"), Map.of("note", "a\0b")))
        .containsExactly("The parameter 'note' holds a NUL or half of a character.");
    assertThat(problems(Map.of("lamp", "hall"), Map.of("note", "\ud83d")))
        .containsExactly("The parameter 'note' holds a NUL or half of a character.");
  }
}
