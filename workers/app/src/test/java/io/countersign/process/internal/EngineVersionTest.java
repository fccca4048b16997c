package io.countersign.process.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineVersionTest {

  @ParameterizedTest
  @CsvSource({
    "8.6.0, false",
    "8.7.99, false",
    "8.8.0, true",
    "8.8.14, true",
    "8.9.0-alpha1, true",
    "8.10.0, true",
    "9.0.0, true",
    "7.23.0, false",
    "8.8.0-SNAPSHOT, true"
  })
  void hasTaskListeners_fromEightEightOn(String version, boolean expected) {
    assertThat(EngineVersion.parse(version).hasTaskListeners()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "dev", "8", "v8.8.0", "8.x.1"})
  void parse_anotherForm_saysWhatItWas(String version) {
    assertThatThrownBy(() -> EngineVersion.parse(version))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + version + "'");
  }
}
