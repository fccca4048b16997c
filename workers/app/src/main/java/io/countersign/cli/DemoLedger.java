package io.countersign.cli;

import io.countersign.ledger.keys.LogKeys;
import io.countersign.ledger.note.SignatureType;
import io.countersign.ledger.note.SigningKey;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.ledger.verify.LogVerifier;
import io.countersign.ledger.verify.TrustPolicy;
import io.countersign.ledger.verify.Verdict;
import io.countersign.ledger.witness.Witness;
import io.countersign.ledger.witness.WitnessServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The demo's auditor: a witness outside of the application, and a verifier that believes neither
 * the application nor its files.
 */
final class DemoLedger implements AutoCloseable {

  private static final String ORIGIN = "demo.countersign.local/ledger";
  private static final String WITNESS = "demo.countersign.local/witness";
  private static final int PATIENCE = 40;

  private final VerifierKey log;
  private final VerifierKey witness;
  private final WitnessServer server;

  private DemoLedger(VerifierKey log, VerifierKey witness, WitnessServer server) {
    this.log = log;
    this.witness = witness;
    this.server = server;
  }

  /** Makes the keys on the first run, and starts the witness. */
  static DemoLedger start(DemoHome demo) {
    try {
      Path folder = demo.data().resolveSibling("witness");
      VerifierKey log =
          new LogKeys(demo.data().resolve("ledger-keys"))
              .openOrCreate(ORIGIN, SignatureType.ED25519)
              .verifier();
      SigningKey key =
          new LogKeys(folder.resolve("key")).openOrCreate(WITNESS, SignatureType.COSIGNATURE_V1);
      Witness witness =
          new Witness(folder.resolve("logs"), key, Map.of(ORIGIN, Set.of(log)), Clock.systemUTC());
      return new DemoLedger(
          log,
          key.verifier(),
          WitnessServer.start(witness, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED, "The demo's witness cannot start: " + e.getMessage());
    }
  }

  /** What the application has to be told. */
  Map<String, String> settings() {
    return Map.of(
        "COUNTERSIGN_LEDGER_ORIGIN",
        ORIGIN,
        "COUNTERSIGN_LEDGER_WITNESSES_0_URL",
        server.uri().toString(),
        "COUNTERSIGN_LEDGER_WITNESSES_0_KEY",
        witness.toString(),
        "COUNTERSIGN_LEDGER_ANCHOREVERY",
        "1s");
  }

  /** Copies the log from the server, once all of it is cosigned, and verifies the copy. */
  ObjectNode verify(ApiClient api) {
    JsonNode published = awaitCosigned(api);
    try {
      Path copy = Files.createTempDirectory("countersign-verify");
      try {
        new LogDownload(api).to(copy);
        TrustPolicy policy = TrustPolicy.of(log).withWitnesses(Set.of(witness), 1);
        return view(published, new LogVerifier(policy).verify(copy));
      } finally {
        delete(copy);
      }
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED, "The ledger cannot be verified: " + e.getMessage());
    }
  }

  private static JsonNode awaitCosigned(ApiClient api) {
    JsonNode published = api.get("/api/v1/ledger");
    for (int i = 0; i < PATIENCE && !isCosigned(published); i++) {
      ReleaseFollower.pause();
      published = api.get("/api/v1/ledger");
    }
    return published;
  }

  private static boolean isCosigned(JsonNode published) {
    return published.path("size").asLong() == published.path("anchored").asLong();
  }

  private static ObjectNode view(JsonNode published, Verdict verdict) {
    ObjectNode view = JsonMapper.shared().createObjectNode();
    view.set("size", published.path("size"));
    view.set("checkpoint", published.path("root"));
    view.set("checkpointPath", published.path("checkpointPath"));
    view.set("verifierKey", published.path("verifierKey"));
    view.put("verified", verdict instanceof Verdict.Sound sound && sound.isAnchored());
    view.put("sentence", verdict.sentence());
    return view;
  }

  /** One sentence for people. */
  static String tell(ObjectNode view, long findings) {
    String agree =
        findings == 0
            ? "Engine, database, ledger and exports agree."
            : Text.count(findings) + " things disagree: countersign findings list.";
    return (view.path("verified").asBoolean()
            ? "All of it stands in a ledger of "
                + Text.count(view.path("size").asLong())
                + " entries, which a witness has cosigned and this command has verified. "
            : "The ledger was not verified to its end: "
                + Text.visible(view.path("sentence").asString(""))
                + ". ")
        + agree;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
