package io.countersign.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void value_writtenAndRead_isTheSame() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("text", "a \"b\" \\ \n \u0001 \u20ac \ud83d\ude00");
    value.put("list", List.of(true, false, List.of()));
    value.put("empty", Map.of());
    value.put("null", null);
    assertThat(Json.read(Json.write(value))).isEqualTo(value);
  }

  @Test
  void read_everyForm_isUnderstood() {
    assertThat(Json.read(" {\"a\" : [1.5e2, -0, \"\\u00e9\\/\"] } ").toString())
        .isEqualTo("{a=[1.5E+2, 0, \u00e9/]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1,",
        "{\"a\"}",
        "{\"a\":1,}",
        "tru",
        "\"open",
        "\"\\x\"",
        "\"\\u12",
        "1 2",
        "{1:2}",
        "-"
      })
  void read_whatIsNone_isRefused(String text) {
    assertThatThrownBy(() -> Json.read(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void read_tooDeep_isRefusedBeforeTheStackIsFull() {
    assertThatThrownBy(() -> Json.read("[".repeat(100_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("deep");
  }
}
