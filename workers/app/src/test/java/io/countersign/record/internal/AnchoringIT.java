package io.countersign.record.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.ledger.anchor.DirectorySink;
import io.countersign.ledger.keys.LogKeys;
import io.countersign.ledger.note.SignatureType;
import io.countersign.ledger.note.SigningKey;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.ledger.witness.Witness;
import io.countersign.ledger.witness.WitnessServer;
import io.countersign.record.Ledger;
import io.countersign.record.Ledger.AnchorHealth;
import io.countersign.record.Ledger.Summary;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The published log with a real witness, a directory that is there, and one that is not. */
class AnchoringIT extends LedgerSlice {

  private static final String ORIGIN = "anchored.example/ledger";

  private static WitnessServer witness;
  private static Path sink;

  @Autowired private Anchorer anchorer;
  @Autowired private Ledger ledger;

  @DynamicPropertySource
  static void anchors(DynamicPropertyRegistry registry) throws IOException {
    Path temp = Files.createTempDirectory("countersign-anchors");
    sink = Files.createDirectory(temp.resolve("sink"));
    SigningKey log = new LogKeys(temp.resolve("keys")).openOrCreate(ORIGIN, SignatureType.ED25519);
    SigningKey key = SigningKey.generate("witness.example/w", SignatureType.COSIGNATURE_V1);
    Map<String, Set<VerifierKey>> watched = Map.of(ORIGIN, Set.of(log.verifier()));
    witness =
        WitnessServer.start(
            new Witness(temp.resolve("witness"), key, watched, Clock.systemUTC()),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    registry.add("countersign.ledger.origin", () -> ORIGIN);
    registry.add("countersign.ledger.keys", () -> temp.resolve("keys").toString());
    registry.add("countersign.ledger.anchor-every", () -> "1h");
    registry.add("countersign.ledger.witnesses[0].url", () -> witness.uri().toString());
    registry.add("countersign.ledger.witnesses[0].key", () -> key.verifier().toString());
    registry.add("countersign.ledger.sinks[0].dir", sink::toString);
    registry.add("countersign.ledger.sinks[1].dir", () -> temp.resolve("unmounted").toString());
  }

  @AfterAll
  static void stop() {
    witness.close();
  }

  private Summary summary() {
    return ledger.summary().orElseThrow();
  }

  private AnchorHealth health(int place) {
    return ledger.anchors().get(place);
  }

  @Test
  void log_anchored_saysUpToWhereAndThatTheTailIsNot() throws Exception {
    assertThat(publication.await(approved().id())).isEmpty();
    long size = summary().size();
    assertThat(summary().sentence()).startsWith("not anchored: nobody else");

    anchorer.anchor();

    await().until(() -> summary().anchored() == size && health(1).size() == size);
    assertThat(summary().sentence())
        .isEqualTo("anchored up to %d at %s".formatted(size, summary().anchoredAt().orElseThrow()));
    assertThat(DirectorySink.checkpoints(sink).getLast())
        .hasFileName("checkpoint-%020d".formatted(size));
    assertThat(ledger.keptCheckpoints()).contains(Long.toString(size));
    await().until(() -> !health(2).healthy());
    assertThat(health(2).sentence()).contains("is not there; create or mount it");
    assertThat(health(0).healthy()).isTrue();
    assertThat(ledger.health().healthy()).isTrue();

    assertThat(publication.await(approved().id())).isEmpty();
    long tail = summary().size() - size;
    assertThat(tail).isPositive();
    assertThat(summary().anchored()).isEqualTo(size);
    assertThat(summary().sentence())
        .endsWith("; the last %d entries are not anchored".formatted(tail));
  }
}
