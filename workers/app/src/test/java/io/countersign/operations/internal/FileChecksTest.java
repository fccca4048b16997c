package io.countersign.operations.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.operations.Check;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

class FileChecksTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"rw-------,OK", "rw-r-----,PROBLEM", "rw----r--,PROBLEM"})
  void key_thatOthersCanRead_isAProblemWithItsFix(String mode, Check.State state) throws Exception {
    Path key = Files.writeString(folder.resolve("history.key"), "k");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(mode));
    List<Check> checks = new ArrayList<>();

    new FileChecks(
            new MockEnvironment()
                .withProperty("countersign.history.digest-key-file", key.toString()),
            checks)
        .run();

    assertThat(checks)
        .filteredOn(check -> check.name().equals("permissions.history-key"))
        .singleElement()
        .matches(check -> check.state() == state)
        .matches(check -> check.fix().isEmpty() == (state == Check.State.OK));
  }

  @ParameterizedTest
  @CsvSource({"0,OK", "1,OK", "-1,OK", "5,WARNING", "-5,WARNING", "60,PROBLEM", "-60,PROBLEM"})
  void clock_thatIsOff_isNotedAndThenRefused(long seconds, Check.State state) {
    Instant now = Instant.parse("2026-11-23T12:00:00Z");
    Check check =
        DatabaseChecks.skew(
            "clock.database", "It", now, now.plus(Duration.ofMillis(10)), now.plusSeconds(seconds));
    assertThat(check.state()).isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource({
    "8.8.14,OK",
    "8.9.0-alpha1,OK",
    "9.0.0,OK",
    "8.6.0,WARNING",
    "8.5.3,PROBLEM",
    "7.21.0,PROBLEM",
    "nonsense,PROBLEM"
  })
  void engine_ofAVersion_isSupportedOrNot(String version, Check.State state) {
    assertThat(EngineChecks.version(version).state()).isEqualTo(state);
  }

  @Test
  void files_thatAreNotThere_areNotJudged() throws Exception {
    List<Check> checks = new ArrayList<>();
    new FileChecks(new MockEnvironment().withProperty("countersign.data-dir", "/nowhere"), checks)
        .run();
    assertThat(checks).isEmpty();
  }
}
