package io.countersign.webhooks.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  @ParameterizedTest
  @CsvSource({"1, PT5S", "2, PT25S", "3, PT2M5S", "6, PT4H20M25S", "7, PT6H", "1000000, PT6H"})
  void wait_growsToSixHours(int attempts, Duration wait) {
    assertThat(Backoff.after(attempts)).isEqualTo(wait);
  }
}
