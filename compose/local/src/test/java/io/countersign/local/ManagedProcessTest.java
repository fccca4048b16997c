package io.countersign.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagedProcessTest {
  @TempDir Path directory;

  @Test
  void start_shortProgram_exitStatusAndOutput() {
    ManagedProcess process = sh("echo out; echo err >&2; echo \"$NAME\"; pwd; exit 3", "TERM");
    assertThat(process.exit().join()).isEqualTo(3);
    assertThat(process.isAlive()).isFalse();
    assertThat(process.log()).content().isEqualTo("out\nerr\nvalue\n" + directory + "\n");
  }

  @Test
  void stop_programThatTidiesUp_isAskedWithItsSignal() {
    ManagedProcess process =
        sh("trap 'echo bye; exit 0' USR1; echo up; while :; do sleep 0.1; done", "USR1");
    awaitLog(process, "up");
    process.stop();
    assertThat(process.log()).content().contains("bye");
    assertThat(process.exit().join()).isZero();
  }

  @Test
  void stop_programThatDoesNotListen_isKilledAfterItsGrace() {
    ManagedProcess process = sh("trap '' TERM; echo up; while :; do sleep 0.1; done", "TERM");
    awaitLog(process, "up");
    process.stop();
    assertThat(process.exit().join()).isEqualTo(128 + 9);
    assertThat(ProcessHandle.of(process.pid())).isEmpty();
  }

  @Test
  void kill_runningProgram_noChanceToTidyUp() {
    ManagedProcess process =
        sh("trap 'echo bye' TERM; echo up; while :; do sleep 0.1; done", "TERM");
    awaitLog(process, "up");
    process.kill();
    assertThat(process.exit().join()).isEqualTo(128 + 9);
    assertThat(process.log()).content().doesNotContain("bye");
  }

  @Test
  void restart_endedProgram_runsAgainWithTheSameLog() {
    ManagedProcess first = sh("echo once", "TERM");
    first.exit().join();
    ManagedProcess second = first.restart();
    second.exit().join();
    assertThat(second.log()).content().isEqualTo("once\nonce\n");
  }

  @Test
  void start_missingProgram_statusSaysSoAndLogNamesIt() {
    ManagedProcess process =
        ManagedProcess.of("absent", List.of("/no/such/program")).directory(directory).start();
    assertThat(process.exit().join()).isEqualTo(127);
    assertThat(process.log()).content().contains("/no/such/program");
    assertThatThrownBy(
            () ->
                ManagedProcess.of("lost", List.of("true"))
                    .directory(directory.resolve("absent.log"))
                    .start())
        .isInstanceOf(LocalStackException.class)
        .hasMessageContaining("Could not start lost");
  }

  private ManagedProcess sh(String script, String signal) {
    return ManagedProcess.of("script", List.of("/bin/sh", "-c", script))
        .directory(directory)
        .environment("NAME", "value")
        .stopWith(signal, Duration.ofSeconds(1))
        .start();
  }

  private static void awaitLog(ManagedProcess process, String text) {
    await().untilAsserted(() -> assertThat(process.log()).content().contains(text));
  }
}
