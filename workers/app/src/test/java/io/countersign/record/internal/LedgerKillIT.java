package io.countersign.record.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.countersign.ledger.entry.EntryReader;
import io.countersign.ledger.keys.LogKeys;
import io.countersign.ledger.log.LogReader;
import io.countersign.ledger.verify.LogVerifier;
import io.countersign.ledger.verify.TrustPolicy;
import io.countersign.ledger.verify.Verdict;
import io.countersign.testing.SliceDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes that decide, killed and starved: what was committed stands in the log, once, and the
 * log verifies. {@code -Dledger.kills=50} kills more often than a build has time for.
 */
class LedgerKillIT {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerKillIT.class);
  private static final int KILLS = Integer.getInteger("ledger.kills", 3);
  private static final int LONGEST_LIFE_MILLIS = 1_500;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir private Path temp;
  private final String database = SliceDatabase.freshUrl();

  /**
   * Starting a process costs most of the time, so the two that end it by verifying are also those
   * of which one takes over from the other.
   */
  @Test
  void applications_killedWhileDeciding_loseNothingAndTheLeaderIsFollowed() throws Exception {
    Random random = new Random(4);
    Set<String> committed = new HashSet<>();
    for (int kill = 0; kill < KILLS; kill++) {
      try (Child child = start(4)) {
        child.awaitLine("decided ");
        child.process.waitFor(random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS);
        child.kill();
        committed.addAll(child.decided());
      }
      assertThat(verdict()).as("the log after kill %d", kill).isInstanceOf(Verdict.Sound.class);
    }
    committed.addAll(followed());
    assertEverythingIsThereOnce(committed);
    LOG.info("{} kills, {} decisions reported, log of {}", KILLS + 1, committed.size(), size());
  }

  /** Two instances have one sequencer; answers what they decided once it was killed. */
  private Set<String> followed() throws Exception {
    try (Child one = start(1);
        Child other = start(1)) {
      one.awaitLine("decided ");
      other.awaitLine("decided ");
      await()
          .atMost(PATIENCE)
          .until(() -> one.lines.contains("leading") || other.lines.contains("leading"));
      Child leader = one.lines.contains("leading") ? one : other;
      Child follower = one.lines.contains("leading") ? other : one;
      assertThat(follower.lines).doesNotContain("leading");
      long killed = System.nanoTime();
      leader.kill();
      follower.awaitLine("leading");
      Duration tookOver = Duration.ofNanos(System.nanoTime() - killed);
      LOG.info("The other instance publishes after {} ms", tookOver.toMillis());
      assertThat(tookOver).isLessThan(Duration.ofSeconds(20));
      assertThat(follower.ask("verify", "verdict ")).startsWith("sound ");
      Set<String> committed = new HashSet<>(leader.decided());
      committed.addAll(follower.decided());
      return committed;
    }
  }

  @Test
  void disk_full_stopsEffectsSaysWhyAndLosesNothing() throws Exception {
    assumeTrue(canMount(), "a small file system of one's own needs unshare(1) and user namespaces");
    try (Child child = starving()) {
      child.awaitLine("decided ");
      assertThat(child.ask("fill", "full ")).contains("No space left");
      child.awaitLine("down ");
      long before = child.decided().size();
      await().atMost(PATIENCE).until(() -> child.decided().size() > before + 1);
      String stuck = child.decided().getLast();
      assertThat(child.ask("await " + stuck, "publication "))
          .contains("not published in the ledger yet", "no effect runs", "No space left");
      int told = child.lines.size();
      child.say("free");
      await()
          .atMost(PATIENCE)
          .until(() -> child.lines.subList(told, child.lines.size()).contains("leading"));
      assertThat(child.ask("await " + stuck, "publication ")).isEqualTo("none");
      assertThat(child.ask("verify", "verdict ")).startsWith("sound ");
      assertThat(published()).containsAll(child.decided());
    }
  }

  /** Every decision that was reported or stored has one entry, every entry one intent. */
  private void assertEverythingIsThereOnce(Set<String> committed) throws Exception {
    List<String> approvals = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    LogReader reader = new LogReader(log());
    for (byte[] bytes : reader.entries(0, reader.checkpoint().size())) {
      var entry = EntryReader.read(bytes);
      ids.add(entry.id());
      if (entry.kind().equals("decision.approved")) {
        approvals.add(entry.action().orElseThrow());
      }
    }
    assertThat(committed).isNotEmpty();
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(approvals).doesNotHaveDuplicates().containsAll(committed);
    assertThat(approvals)
        .containsExactlyInAnyOrderElementsOf(
            rows(
                "select r.subject_id from review_vote v join review_round r on r.id = v.round_id"));
    assertThat(ids).containsExactlyInAnyOrderElementsOf(rows("select id from ledger_intent"));
  }

  private List<String> published() throws SQLException {
    return rows(
        "select action_id from ledger_intent where kind = 'decision.cast' and state = 'PUBLISHED'");
  }

  private List<String> rows(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(database, "postgres", "postgres");
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (found.next()) {
        rows.add(found.getString(1));
      }
      return rows;
    }
  }

  private Path log() {
    return temp.resolve("ledger");
  }

  private long size() throws IOException {
    return new LogReader(log()).checkpoint().size();
  }

  private Verdict verdict() throws IOException {
    LogKeys keys = new LogKeys(temp.resolve("ledger-keys"));
    return new LogVerifier(TrustPolicy.of(keys.open("countersign.local/ledger", log()).verifier()))
        .verify(log());
  }

  private Child start(int deciders) throws IOException {
    return new Child(command(deciders));
  }

  /** On a file system of its own, of which nobody else sees or loses anything. */
  private Child starving() throws IOException {
    Path mount = Files.createDirectories(temp.resolve("ledger"));
    List<String> command = new ArrayList<>(isolated());
    command.addAll(
        List.of("sh", "-c", "mount -t tmpfs -o size=16m none \"$0\" && exec \"$@\"", mount + ""));
    List<String> java = command(1);
    java.add("--countersign.ledger.dir=" + mount.resolve("log"));
    java.add("--countersign.ledger.patience=500ms");
    command.addAll(java);
    return new Child(command);
  }

  private static List<String> isolated() {
    return List.of("unshare", "--user", "--map-root-user", "--mount");
  }

  private static boolean canMount() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(isolated());
    command.addAll(List.of("mount", "-t", "tmpfs", "none", "/mnt"));
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private List<String> command(int deciders) {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            DecidingApplication.class.getName(),
            Integer.toString(deciders),
            "--spring.datasource.url=" + database,
            "--spring.datasource.username=postgres",
            "--spring.datasource.password=postgres",
            "--spring.datasource.hikari.maximum-pool-size=8",
            "--countersign.data-dir=" + temp,
            "--countersign.findings.every=1h"));
  }

  /** A process that decides. */
  private static final class Child implements AutoCloseable {

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;

    Child(List<String> command) throws IOException {
      this.process = new ProcessBuilder(command).redirectErrorStream(true).start();
      this.reader = Thread.ofVirtual().start(this::read);
    }

    private void read() {
      try (BufferedReader output = process.inputReader()) {
        output.lines().forEach(lines::add);
      } catch (IOException | RuntimeException e) {
        LOG.debug("Its output ended.", e);
      }
    }

    void awaitLine(String beginning) {
      await(beginning)
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(10))
          .until(
              () -> {
                if (!process.isAlive()) {
                  throw new AssertionError("It ended by itself: " + String.join("\n", lines));
                }
                return lines.stream().anyMatch(line -> line.startsWith(beginning));
              });
    }

    void say(String command) throws IOException {
      process.outputWriter().write(command + "\n");
      process.outputWriter().flush();
    }

    /** What it answers to a command. */
    String ask(String command, String beginning) throws IOException {
      int told = lines.size();
      say(command);
      return await(command)
          .atMost(PATIENCE)
          .until(
              () ->
                  lines.subList(told, lines.size()).stream()
                      .filter(line -> line.startsWith(beginning))
                      .map(line -> line.substring(beginning.length()))
                      .toList(),
              found -> !found.isEmpty())
          .getFirst();
    }

    List<String> decided() {
      return lines.stream()
          .filter(line -> line.startsWith("decided "))
          .map(line -> line.substring("decided ".length()))
          // The last line may be cut off by the kill.
          .filter(id -> id.length() == 36)
          .collect(Collectors.toList());
    }

    /** SIGKILL; returns once everything that it said has been read. */
    void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
      reader.join();
    }

    @Override
    public void close() throws InterruptedException {
      kill();
    }
  }
}
