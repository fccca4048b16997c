package io.countersign.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.ledger.note.Checkpoint;
import io.countersign.ledger.note.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills a writing process at random moments; the same log goes through all of them. */
class LogKillTest {
  private static final int KILLS = 50;
  private static final int LONGEST_LIFE_MILLIS = 120;

  private final SigningKey key = Logs.key();

  @TempDir Path temp;

  @Test
  @Timeout(value = 180, unit = TimeUnit.SECONDS)
  void append_killedFiftyTimes_losesNothingThatWasReported() throws Exception {
    Random random = new Random(4);
    Path directory = temp.resolve("log");
    long reported = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      reported = Math.max(reported, appendThenKill(kill, random.nextInt(LONGEST_LIFE_MILLIS)));
      assertThat(new LogReader(directory).checkpoint().size())
          .as("published before kill %d", kill)
          .isGreaterThanOrEqualTo(reported);
    }
    try (LogWriter writer = LogWriter.open(directory, key, Logs.NOON)) {
      assertThat(writer.checkpoint().size()).isGreaterThanOrEqualTo(reported);
    }
    Checkpoint checkpoint = Logs.requireSound(directory);
    assertThat(reported).isGreaterThan(KILLS);
    assertThat(checkpoint.root()).isEqualTo(Logs.tree(checkpoint.size()).root());
  }

  /** Lets a child publish once, waits a little more, kills it; returns the last reported size. */
  private long appendThenKill(int seed, int millis) throws IOException, InterruptedException {
    Path output = temp.resolve("output-" + seed);
    Process child = start(seed, output);
    try {
      await()
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(5))
          .until(() -> !wholeLines(output).isEmpty() || !child.isAlive());
      if (child.waitFor(millis, TimeUnit.MILLISECONDS)) {
        throw new AssertionError("the writer ended by itself: " + Files.readString(output));
      }
    } finally {
      child.destroyForcibly().waitFor();
    }
    return Long.parseLong(wholeLines(output).getLast());
  }

  private static List<String> wholeLines(Path output) throws IOException {
    String text = Files.readString(output);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  private Process start(int seed, Path output) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            AppendUntilKilled.class.getName(),
            temp.resolve("log").toString(),
            key.secret(),
            key.verifier().toString(),
            Integer.toString(seed))
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }
}
