package io.countersign.ledger.witness;

import static io.countersign.ledger.log.Logs.NOON;
import static io.countersign.ledger.log.Logs.entries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.ledger.log.LogFiles;
import io.countersign.ledger.log.LogReader;
import io.countersign.ledger.log.LogWriter;
import io.countersign.ledger.log.Logs;
import io.countersign.ledger.note.Checkpoint;
import io.countersign.ledger.note.SignatureType;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.SigningKey;
import io.countersign.ledger.tree.MerkleTree;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessTest {
  private final SigningKey logKey = Logs.key();
  private final SigningKey witnessKey =
      SigningKey.generate("witness.example/w", SignatureType.COSIGNATURE_V1);
  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir Path temp;
  private Path directory;
  private WitnessServer server;

  @BeforeEach
  void start() throws IOException {
    directory = temp.resolve("log");
    server = startServer();
  }

  @AfterEach
  void stop() {
    server.close();
    http.close();
  }

  private WitnessServer startServer() throws IOException {
    Witness witness =
        new Witness(
            temp.resolve("witness"),
            witnessKey,
            Map.of(logKey.name(), Set.of(logKey.verifier())),
            NOON);
    return WitnessServer.start(witness, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  private WitnessClient client() {
    return new WitnessClient(http, server.uri(), witnessKey.verifier());
  }

  private Witnessing cosign(Path log) throws IOException, InterruptedException {
    LogReader reader = new LogReader(log);
    return client().cosign(reader, reader.note());
  }

  @Test
  void cosign_aGrowingLog_isConfirmedEveryTime() throws Exception {
    WitnessClient client = client();
    LogReader reader = new LogReader(directory);
    for (int batch : List.of(0, 1, 6, 300, 0, 513)) {
      Logs.write(directory, logKey, batch);
      Witnessing.Confirmed confirmed = (Witnessing.Confirmed) client.cosign(reader, reader.note());
      assertThat(confirmed.note().verify(List.of(witnessKey.verifier()))).hasSize(1);
      LogFiles files = new LogFiles(directory);
      files.keep(confirmed.note());
      files.keep(confirmed.note());
      assertThat(files.note(files.checkpoint(reader.checkpoint().size())))
          .isEqualTo(confirmed.note());
    }
  }

  @Test
  void cosign_aRewrittenLog_isCaught() throws Exception {
    Logs.write(directory, logKey, 300);
    assertThat(cosign(directory)).isInstanceOf(Witnessing.Confirmed.class);
    List<byte[]> entries = new ArrayList<>(entries(0, 400));
    entries.set(17, "a lie".getBytes(StandardCharsets.UTF_8));
    Path forged = temp.resolve("forged");
    try (LogWriter writer = LogWriter.open(forged, logKey, NOON)) {
      writer.append(entries);
    }
    Witnessing.Contradicted caught = (Witnessing.Contradicted) cosign(forged);
    assertThat(caught.sentence())
        .isEqualTo(
            "witness.example/w cosigned another log log.example/countersign of 300 entries; this"
                + " one does not continue it");
    Logs.write(directory, logKey, 5);
    assertThat(cosign(directory)).isInstanceOf(Witnessing.Confirmed.class);
  }

  @Test
  void cosign_aRewrittenLogOfTheSameSize_isCaught() throws Exception {
    Logs.write(directory, logKey, 3);
    assertThat(cosign(directory)).isInstanceOf(Witnessing.Confirmed.class);
    Path forged = temp.resolve("forged");
    try (LogWriter writer = LogWriter.open(forged, logKey, NOON)) {
      writer.append(entries(1, 4));
    }
    assertThat(cosign(forged)).isInstanceOf(Witnessing.Contradicted.class);
  }

  @Test
  void cosign_aLogThatWasCut_isCaught() throws Exception {
    Logs.write(directory, logKey, 30);
    assertThat(cosign(directory)).isInstanceOf(Witnessing.Confirmed.class);
    Path cut = temp.resolve("cut");
    Logs.write(cut, logKey, 20);
    Witnessing.Contradicted caught = (Witnessing.Contradicted) cosign(cut);
    assertThat(caught.witnessSize()).isEqualTo(30);
    assertThat(caught.sentence())
        .isEqualTo(
            "witness.example/w cosigned 30 entries of log.example/countersign, this log has 20");
  }

  @Test
  void cosign_anOlderCheckpointOfTheSameLog_isAnErrorAndNoFinding() throws Exception {
    Logs.write(directory, logKey, 20);
    SignedNote older = new LogReader(directory).note();
    Logs.write(directory, logKey, 10);
    assertThat(cosign(directory)).isInstanceOf(Witnessing.Confirmed.class);
    assertThatThrownBy(() -> client().cosign(new LogReader(directory), older))
        .hasMessageContaining("has cosigned 30 entries already, more than the 20 shown");
  }

  @Test
  void cosign_afterARestartOfTheWitness_itStillRemembers() throws Exception {
    Logs.write(directory, logKey, 30);
    assertThat(cosign(directory)).isInstanceOf(Witnessing.Confirmed.class);
    server.close();
    server = startServer();
    Path forged = temp.resolve("forged");
    try (LogWriter writer = LogWriter.open(forged, logKey, NOON)) {
      writer.append(entries(1, 40));
    }
    assertThat(cosign(forged)).isInstanceOf(Witnessing.Contradicted.class);
    Logs.write(directory, logKey, 1);
    assertThat(cosign(directory)).isInstanceOf(Witnessing.Confirmed.class);
  }

  @Test
  void cosign_memoryOfTheWitnessDamaged_isRefusedInsteadOfBeginningAnew() throws Exception {
    Logs.write(directory, logKey, 3);
    assertThat(cosign(directory)).isInstanceOf(Witnessing.Confirmed.class);
    try (Stream<Path> files = Files.list(temp.resolve("witness"))) {
      Files.writeString(files.findFirst().orElseThrow(), "nonsense");
    }
    assertThatThrownBy(() -> cosign(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("answered 500");
  }

  @Test
  void cosign_unreachableWitness_isAnErrorAndNoConfirmation() throws IOException {
    Logs.write(directory, logKey, 3);
    server.close();
    assertThatThrownBy(() -> cosign(directory)).isInstanceOf(IOException.class);
  }

  @Test
  void addCheckpoint_wrongRequests_getTheStatusOfTheSpecification() throws Exception {
    MerkleTree tree = Logs.tree(8);
    SignedNote five = note(tree, 5, logKey);
    assertThat(post("nonsense").statusCode()).isEqualTo(400);
    assertThat(post(new AddCheckpoint(0, List.of(), note(tree, 5, Logs.key()))).statusCode())
        .isEqualTo(403);
    SigningKey stranger = SigningKey.generate("log.example/x", SignatureType.ED25519);
    assertThat(post(new AddCheckpoint(0, List.of(), note(tree, 5, stranger))).statusCode())
        .isEqualTo(404);
    assertThat(post(new AddCheckpoint(6, List.of(), five)).statusCode()).isEqualTo(400);
    assertThat(post(new AddCheckpoint(0, List.of(tree.root()), five)).statusCode()).isEqualTo(422);
    assertThat(post(new AddCheckpoint(0, List.of(), five)).statusCode()).isEqualTo(200);
    HttpResponse<String> conflict = post(new AddCheckpoint(0, List.of(), note(tree, 8, logKey)));
    assertThat(conflict.statusCode()).isEqualTo(409);
    assertThat(conflict.body()).isEqualTo("5\n");
    assertThat(conflict.headers().firstValue("Content-Type")).hasValue("text/x.tlog.size");
    assertThat(post(new AddCheckpoint(5, List.of(), note(tree, 8, logKey))).statusCode())
        .isEqualTo(422);
    assertThat(
            post(new AddCheckpoint(5, tree.consistencyProof(5, 8), note(tree, 8, logKey)))
                .statusCode())
        .isEqualTo(200);
    URI uri = URI.create(server.uri() + "/add-checkpoint");
    assertThat(
            http.send(
                    HttpRequest.newBuilder(uri).GET().build(), HttpResponse.BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(405);
  }

  private static SignedNote note(MerkleTree tree, long size, SigningKey key) {
    Checkpoint checkpoint = new Checkpoint(key.name(), size, tree.rootAt(size));
    return SignedNote.sign(checkpoint.text(), List.of(key), NOON.instant());
  }

  private HttpResponse<String> post(AddCheckpoint request)
      throws IOException, InterruptedException {
    return post(new String(request.encode(), StandardCharsets.UTF_8));
  }

  private HttpResponse<String> post(String body) throws IOException, InterruptedException {
    URI uri = URI.create(server.uri() + "/add-checkpoint");
    return http.send(
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
