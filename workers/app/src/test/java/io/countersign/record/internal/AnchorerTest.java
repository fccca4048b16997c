package io.countersign.record.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.ledger.anchor.AnchorPoint;
import io.countersign.ledger.anchor.Anchoring;
import io.countersign.ledger.log.LogReader;
import io.countersign.ledger.log.LogWriter;
import io.countersign.ledger.note.SignatureType;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.SigningKey;
import io.countersign.record.FindingCode;
import io.countersign.record.Ledger.AnchorHealth;
import io.countersign.support.DataDirectory;
import io.countersign.testing.Ticking;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Places that work, fail, hang and contradict, side by side. */
class AnchorerTest {

  @TempDir Path data;
  private final Ticking clock = new Ticking();
  private final SequencerStatus status = new SequencerStatus();
  private final List<Observation> findings = new CopyOnWriteArrayList<>();
  private final SigningKey key = SigningKey.generate("log.example/a", SignatureType.ED25519);
  private LedgerPlace place;
  private Anchorer anchorer;

  @BeforeEach
  void writeLog() throws IOException {
    LedgerProperties properties =
        new LedgerProperties(
            "log.example/a",
            null,
            null,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            10,
            List.of(),
            1,
            null,
            List.of(),
            null);
    place = new LedgerPlace(properties, new DataDirectory(data));
    append();
    status.leading("Leads.");
  }

  @AfterEach
  void stop() {
    anchorer.stop();
  }

  private void append() throws IOException {
    try (LogWriter writer = LogWriter.open(place.directory(), key, clock)) {
      writer.append(List.of("{}".getBytes(StandardCharsets.UTF_8)));
    }
  }

  private interface Answer {
    Anchoring to(long size) throws IOException, InterruptedException;
  }

  private static AnchorSettings.Place at(String name, Duration every, Answer answer) {
    AnchorPoint point =
        new AnchorPoint() {
          @Override
          public String name() {
            return name;
          }

          @Override
          public Anchoring anchor(LogReader log, SignedNote note)
              throws IOException, InterruptedException {
            return answer.to(log.checkpoint().size());
          }
        };
    return new AnchorSettings.Place(point, every);
  }

  private void start(AnchorSettings.Place... places) {
    anchorer = new Anchorer(List.of(places), place, status, findings::add, clock);
  }

  private AnchorHealth health(int index) {
    return anchorer.health().get(index);
  }

  @Test
  void anchor_oneHangsAndOneFails_theOthersGoOn() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    start(
        at(
            "hangs",
            Duration.ZERO,
            size -> {
              over.await();
              return new Anchoring.Confirmed(size, clock.instant());
            }),
        at(
            "fails",
            Duration.ZERO,
            size -> {
              throw new IOException("no route");
            }),
        at("works", Duration.ZERO, size -> new Anchoring.Confirmed(size, clock.instant())));
    anchorer.anchor();
    await().until(() -> health(2).size() == 1 && !health(1).healthy());
    append();
    anchorer.anchor();
    await().until(() -> health(2).size() == 2);
    assertThat(health(0).at()).isEmpty();
    assertThat(health(1).sentence()).contains("Failed 1 times").contains("no route");
    over.countDown();
    await().until(() -> health(0).size() > 0);
  }

  @Test
  void anchor_aPlaceThatFails_isAskedLaterAndLater() {
    AtomicInteger asked = new AtomicInteger();
    start(
        at(
            "fails",
            Duration.ZERO,
            size -> {
              asked.incrementAndGet();
              throw new IOException("down");
            }));
    for (int seconds : new int[] {0, 10, 20, 40, 80, 160, 320, 640, 900, 900}) {
      int before = asked.get();
      if (seconds > 0) {
        clock.forward(Duration.ofSeconds(seconds - 1));
        anchorer.anchor();
        assertThat(asked).as("%d s", seconds).hasValue(before);
        clock.forward(Duration.ofSeconds(1));
      }
      anchorer.anchor();
      await().until(() -> health(0).sentence().contains("Failed " + (before + 1) + " times"));
    }
  }

  @Test
  void anchor_aPlaceWithAPause_isNotAskedBefore() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    start(
        at(
            "hourly",
            Duration.ofHours(1),
            size -> {
              asked.incrementAndGet();
              return new Anchoring.Confirmed(size, clock.instant());
            }));
    anchorer.anchor();
    await().until(() -> health(0).size() == 1);
    append();
    anchorer.anchor();
    assertThat(asked).hasValue(1);
    clock.forward(Duration.ofHours(1));
    anchorer.anchor();
    await().until(() -> health(0).size() == 2);
    clock.forward(Duration.ofHours(1));
    anchorer.anchor();
    assertThat(asked).as("nothing new to anchor").hasValue(2);
  }

  @Test
  void anchor_contradicted_isAFinding() {
    start(at("witness w", Duration.ZERO, size -> new Anchoring.Contradicted(9, "w saw 9")));
    anchorer.anchor();
    await().until(() -> !health(0).healthy());
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().code()).isEqualTo(FindingCode.WITNESS_CONTRADICTS);
    assertThat(findings.getFirst().subject()).isEqualTo("anchor:witness w:9");
  }

  @Test
  void anchor_whileAnotherInstanceLeads_isLeftToIt() {
    AtomicInteger asked = new AtomicInteger();
    start(
        at(
            "counts",
            Duration.ZERO,
            size -> {
              asked.incrementAndGet();
              return new Anchoring.Confirmed(size, clock.instant());
            }));
    status.following();
    anchorer.anchor();
    status.down("The disk is full.");
    anchorer.anchor();
    assertThat(asked).hasValue(0);
  }
}
