package io.countersign.process.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.process.internal.FaultTranslator.Treatment;
import io.countersign.releases.MendableFault;
import io.countersign.releases.ReleaseException;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FaultTranslatorTest {

  private final FaultTranslator translator = new FaultTranslator();

  static Stream<Arguments> table() {
    Throwable cause = new IOException("c");
    return Stream.of(
        Arguments.of(
            new ReleaseException("DatasetUnreadable", "m"),
            new Treatment.Error("DatasetUnreadable", "m")),
        Arguments.of(
            new BusinessError("NotApproved", "m"), new Treatment.Error("NotApproved", "m")),
        Arguments.of(new OperatorNeeded("m"), new Treatment.Fail(0, Duration.ZERO, "m")),
        Arguments.of(
            new MendableFault("m", true, cause), new Treatment.Fail(0, Duration.ZERO, "m")),
        Arguments.of(
            new MendableFault("m", false, cause),
            new Treatment.Fail(2, Duration.ofSeconds(4), "m")),
        Arguments.of(
            new NotYet("m", Duration.ofMillis(200)),
            new Treatment.Fail(3, Duration.ofMillis(200), "m")),
        Arguments.of(
            new IllegalStateException("m"), new Treatment.Fail(2, Duration.ofSeconds(4), "m")),
        Arguments.of(
            new NullPointerException(),
            new Treatment.Fail(2, Duration.ofSeconds(4), "NullPointerException")));
  }

  @ParameterizedTest
  @MethodSource("table")
  void translate_fault_becomes(Throwable fault, Treatment expected) {
    assertThat(translator.translate(fault, 3)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"9,1", "5,1", "4,2", "3,4", "2,8", "1,16", "0,32", "-1,60", "-9,60"})
  void translate_asRetriesRunOut_waitsLongerUpToAMinute(int retries, long seconds) {
    Treatment treatment = translator.translate(new IllegalStateException("m"), retries);
    assertThat(((Treatment.Fail) treatment).backOff()).isEqualTo(Duration.ofSeconds(seconds));
    assertThat(((Treatment.Fail) treatment).retries()).isNotNegative();
  }

  @Test
  void translate_lastRetry_leavesNone() {
    assertThat(translator.translate(new IllegalStateException("m"), 1))
        .isEqualTo(new Treatment.Fail(0, Duration.ofSeconds(16), "m"));
  }
}
