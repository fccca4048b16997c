package io.countersign.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpansTest {

  @ParameterizedTest
  @CsvSource({
    "PT10M, 10 minutes",
    "PT1H, 1 hour",
    "PT90M, 1 hour 30 minutes",
    "P2DT1S, 2 days 1 second",
    "PT0.4S, 0 seconds",
    "soon, soon"
  })
  void inWords_isExactToTheSecond(String span, String words) {
    assertThat(Spans.inWords(span)).isEqualTo(words);
  }
}
