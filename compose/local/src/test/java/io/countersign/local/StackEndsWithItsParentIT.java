package io.countersign.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackEndsWithItsParentIT {
  @TempDir Path data;

  @Test
  void parentKilledThenInterrupted_noChildSurvivesAndTheNextStartWorks() throws Exception {
    Process first = hold();
    List<ProcessHandle> children = children();
    assertThat(children).hasSize(2).allMatch(ProcessHandle::isAlive);
    first.destroyForcibly().waitFor();
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
    assertThat(Files.readString(data.resolve("logs/postgres.log"))).contains("fast shutdown");

    Process second = hold();
    List<ProcessHandle> newChildren = children();
    assertThat(newChildren).hasSize(2).allMatch(ProcessHandle::isAlive);
    new ProcessBuilder("kill", "-s", interrupt(), Long.toString(second.pid())).start().waitFor();
    assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(newChildren).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void wholeProcessGroupTerminated_asTimeoutAndServiceManagersDo_noChildSurvives()
      throws Exception {
    Process holder = hold();
    List<ProcessHandle> children = children();
    List<ProcessHandle> guards = holder.children().toList();
    assertThat(guards).isNotEmpty();

    guards.forEach(ProcessHandle::destroy);
    holder.destroy();

    assertThat(holder.waitFor(60, TimeUnit.SECONDS)).isTrue();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
  }

  /**
   * What Ctrl-C sends; where this JVM was started with INT ignored, as by a shell in the
   * background, its children ignore it too, and TERM stands in.
   */
  private static String interrupt() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return "INT";
    }
    boolean ignored =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    return ignored ? "TERM" : "INT";
  }

  private Process hold() throws IOException {
    Process process =
        new ProcessBuilder(
                JavaCommand.path(),
                "-cp",
                System.getProperty("java.class.path"),
                StackHolder.class.getName(),
                data.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader lines = process.inputReader();
    assertThat(lines.readLine()).startsWith("ready ");
    return process;
  }

  private List<ProcessHandle> children() throws IOException {
    return Files.readAllLines(data.resolve("children")).stream()
        .map(line -> Long.parseLong(line.split(" ")[0]))
        .map(pid -> ProcessHandle.of(pid).orElseThrow())
        .toList();
  }
}
