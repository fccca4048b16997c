package io.countersign.releases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/srv/exports/a.csv",
        "relative/a.csv",
        "postgres:warehouse/shared/customers",
        "postgres:warehouse/sha red/Customers \"2\"",
        "https://files.example.org/drop/a.csv?x=1"
      })
  void parse_whatWasWritten_isTheSame(String text) {
    assertThat(Destination.parse(text)).hasToString(text);
    assertThat(Destination.parse(Destination.parse(text).toString()))
        .isEqualTo(Destination.parse(text));
  }

  @Test
  void target_namesItsStore() {
    assertThat(Destination.parse("/srv/a.csv").target())
        .isEqualTo(Map.of("store", "files", "path", "/srv/a.csv"));
    assertThat(Destination.parse("postgres:w/s/t").target())
        .isEqualTo(Map.of("store", "postgres", "connection", "w", "schema", "s", "table", "t"));
    assertThat(Destination.parse("https://h/a").target())
        .isEqualTo(Map.of("store", "https", "url", "https://h/a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres:",
        "postgres:w",
        "postgres:w/s",
        "postgres:w/s/t/u",
        "postgres://w/s",
        "a\0b"
      })
  void parse_whatIsNone_isRefusedWithWhatItMayBe(String text) {
    assertThatThrownBy(() -> Destination.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("destination");
  }

  @Test
  void parse_plainHttp_isAPathAndNoAddress() {
    assertThat(Destination.parse("http://h/a")).isInstanceOf(Destination.File.class);
  }
}
