package io.countersign.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.ledger.anchor.DirectorySink;
import io.countersign.ledger.keys.LogKeys;
import io.countersign.ledger.log.LogFiles;
import io.countersign.ledger.log.LogReader;
import io.countersign.ledger.log.LogWriter;
import io.countersign.ledger.note.SignatureType;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.SigningKey;
import io.countersign.ledger.tile.TilePath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code countersign verify DIR} says of exported folders that somebody changed. */
@ResourceLock(Resources.SYSTEM_OUT)
class VerifyCommandTest {

  private static final int SIZE = 300;
  private static final TilePath FIRST = TilePath.entries(0, 256);
  private static final TilePath LAST = TilePath.entries(1, SIZE - 256);
  private static final Clock NOON = Clock.fixed(Tampered.NOON, ZoneOffset.UTC);

  private final SigningKey key = SigningKey.generate("log.example/v", SignatureType.ED25519);
  private final SigningKey witness =
      SigningKey.generate("witness.example/w", SignatureType.COSIGNATURE_V1);

  @TempDir Path temp;
  private Path log;
  private Path dir;

  @BeforeEach
  void exportALog() throws IOException {
    log = temp.resolve("log");
    Tampered.append(log, key, 0, SIZE);
    dir = Tampered.export(log, temp.resolve("export"));
  }

  private record Said(int exit, String text) {
    JsonNode json() {
      return JsonMapper.shared().readTree(text);
    }
  }

  private Said verify(Path folder, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("verify", folder.toString(), "--key", key.verifier().toString()));
    arguments.addAll(Arrays.asList(more));
    return run(arguments);
  }

  private static Said run(List<String> arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(said, true, UTF_8);
    System.setOut(both);
    System.setErr(both);
    try {
      int exit = Countersign.commandLine().execute(arguments.toArray(String[]::new));
      return new Said(exit, said.toString(UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  private void expect(String problem, long entry, String... more) {
    List<String> options = new ArrayList<>(List.of("--json"));
    options.addAll(Arrays.asList(more));
    Said said = verify(dir, options.toArray(String[]::new));
    assertThat(said.exit()).as(said.text()).isEqualTo(4);
    assertThat(said.json().path("sound").asBoolean(true)).isFalse();
    assertThat(said.json().path("verified").asBoolean(true)).isFalse();
    assertThat(said.json().path("problem").asString("")).as(said.text()).isEqualTo(problem);
    if (entry >= 0) {
      assertThat(said.json().path("entry").asLong(-1)).as(said.text()).isEqualTo(entry);
    }
    assertThat(verify(dir, more).text()).startsWith("Broken: ");
  }

  private void keepCosigned(Path folder) throws IOException {
    SignedNote note = new LogReader(folder).note();
    new LogFiles(folder).keep(note.with(List.of(witness.sign(note.text(), Tampered.NOON))));
  }

  @Test
  void untouched_withoutWitness_isConsistentAndNotCalledVerified() {
    Said said = verify(dir);
    assertThat(said.exit()).isZero();
    assertThat(said.text())
        .startsWith("Consistent, but not anchored")
        .doesNotContainIgnoringCase("verified");
    assertThat(verify(dir, "--anchored").exit()).isEqualTo(4);
  }

  @Test
  void untouched_cosignedToItsEnd_isVerified() throws Exception {
    keepCosigned(log);
    dir = Tampered.export(log, temp.resolve("cosigned"));
    Said said = verify(dir, "--anchored", "--witness", witness.verifier().toString());
    assertThat(said.exit()).isZero();
    assertThat(said.text())
        .isEqualTo(
            "Verified: 300 entries fit the signed checkpoint; anchored up to 300 at"
                + " 2026-11-23T12:00:00Z by witness.example/w.\n");
  }

  @Test
  void tail_ofThreeEntriesNotAnchored_saysSoAndIsNotVerified() throws Exception {
    keepCosigned(log);
    Tampered.append(log, key, SIZE, SIZE + 3);
    dir = Tampered.export(log, temp.resolve("tail"));
    String[] trust = {"--witness", witness.verifier().toString()};
    Said said = verify(dir, trust);
    assertThat(said.exit()).isZero();
    assertThat(said.text())
        .isEqualTo(
            "Consistent, but not anchored to its end: 303 entries fit the signed checkpoint;"
                + " anchored up to 300 at 2026-11-23T12:00:00Z by witness.example/w; the last 3"
                + " are not anchored.\n");
    JsonNode json = verify(dir, trust[0], trust[1], "--json").json();
    assertThat(json.path("sound").asBoolean(false)).isTrue();
    assertThat(json.path("verified").asBoolean(true)).isFalse();
    assertThat(json.path("anchored").asLong()).isEqualTo(300);
    assertThat(json.path("unanchored").asLong()).isEqualTo(3);
    assertThat(json.path("anchoredAt").asString("")).isEqualTo("2026-11-23T12:00:00Z");
    assertThat(verify(dir, trust[0], trust[1], "--anchored").exit()).isEqualTo(4);
  }

  @Test
  void edit_anEntry_isDetected() throws Exception {
    Tampered.changeBundle(dir, FIRST, entries -> entries.set(44, Tampered.bytes(9_044)));
    expect("ENTRY_CHANGED", 44);
  }

  @Test
  void delete_anEntry_isDetected() throws Exception {
    Tampered.changeBundle(dir, FIRST, entries -> entries.remove(44));
    expect("ENTRY_DELETED", 44);
  }

  @Test
  void insert_anEntry_isDetected() throws Exception {
    Tampered.changeBundle(dir, FIRST, entries -> entries.add(44, Tampered.bytes(9_044)));
    expect("ENTRY_INSERTED", 44);
  }

  @Test
  void reorder_twoEntries_isDetected() throws Exception {
    Tampered.changeBundle(dir, FIRST, entries -> Collections.swap(entries, 44, 50));
    expect("ENTRIES_REORDERED", 44);
  }

  @Test
  void truncate_theLastEntries_isDetected() throws Exception {
    Tampered.changeBundle(dir, LAST, entries -> entries.subList(40, 44).clear());
    expect("ENTRIES_TRUNCATED", 296);
  }

  @Test
  void truncate_toAnOlderCheckpoint_isDetectedByWhoKeptTheNewerOne() throws Exception {
    Path known = Files.copy(dir.resolve("checkpoint"), temp.resolve("known"));
    Path older = temp.resolve("older");
    Tampered.append(older, key, 0, 200);
    dir = Tampered.export(older, temp.resolve("older-export"));
    assertThat(verify(dir).exit()).isZero();
    expect("ROLLED_BACK", 200, "--known", known.toString());
  }

  @Test
  void resign_whollyWithAnotherKey_isDetected() throws Exception {
    SigningKey other = SigningKey.generate("log.example/v", SignatureType.ED25519);
    Tampered.rewrite(log, temp.resolve("forged"), other, entries -> {});
    dir = Tampered.export(temp.resolve("forged"), temp.resolve("forged-export"));
    expect("CHECKPOINT_NOT_TRUSTED", -1);
  }

  @Test
  void splitView_afterWitnessing_isDetected() throws Exception {
    keepCosigned(log);
    Path forged = temp.resolve("forged");
    Tampered.rewrite(log, forged, key, entries -> entries.set(44, Tampered.bytes(9_044)));
    Files.createDirectories(forged.resolve("checkpoints"));
    Files.copy(log.resolve("checkpoints/300"), forged.resolve("checkpoints/300"));
    dir = Tampered.export(forged, temp.resolve("forged-export"));
    expect("SPLIT_VIEW", -1, "--witness", witness.verifier().toString());
  }

  @Test
  void splitView_afterACopyToASink_isDetected() throws Exception {
    Path sink = Files.createDirectory(temp.resolve("sink"));
    LogReader reader = new LogReader(log);
    new DirectorySink(sink, NOON).anchor(reader, reader.note());
    Path forged = temp.resolve("forged");
    Tampered.rewrite(log, forged, key, entries -> entries.set(44, Tampered.bytes(9_044)));
    dir = Tampered.export(forged, temp.resolve("forged-export"));
    expect("SPLIT_VIEW", -1, "--known", sink.toString());
    Path empty = Files.createDirectory(temp.resolve("empty"));
    assertThat(verify(dir, "--known", empty.toString()).exit()).isEqualTo(2);
  }

  @Test
  void tile_corruptMissingOrHalfWritten_isDetected() throws Exception {
    Path tile = dir.resolve(new TilePath(0, 0, 256).toString());
    byte[] bytes = Files.readAllBytes(tile);
    byte[] corrupt = bytes.clone();
    corrupt[32 * 44] ^= 1;
    Files.write(tile, corrupt);
    expect("ENTRY_CHANGED", 44);
    Files.write(tile, Arrays.copyOf(bytes, 4_000));
    expect("FILE_MALFORMED", 0);
    Files.delete(tile);
    expect("FILE_MISSING", 0);
  }

  @Test
  void checkpoint_aheadOfTheEntries_isDetected() throws Exception {
    Tampered.append(log, key, SIZE, SIZE + 10);
    Files.copy(
        log.resolve("checkpoint"), dir.resolve("checkpoint"), StandardCopyOption.REPLACE_EXISTING);
    expect("FILE_MISSING", 256);
  }

  @Test
  void checkpoint_behindTheEntries_isConsistentUpToItself() throws Exception {
    Path older = temp.resolve("older");
    Tampered.append(older, key, 0, 256);
    Files.copy(
        older.resolve("checkpoint"),
        dir.resolve("checkpoint"),
        StandardCopyOption.REPLACE_EXISTING);
    Said said = verify(dir);
    assertThat(said.exit()).as(said.text()).isZero();
    assertThat(said.text()).contains("256 entries fit the signed checkpoint");
  }

  @Test
  void clock_goingBack_changesNothingAboutTheOrder() throws Exception {
    Tampered.append(log, key, SIZE, SIZE + 1, Tampered.NOON.minus(Duration.ofDays(400)));
    Tampered.append(log, key, SIZE + 1, SIZE + 2, Tampered.NOON);
    dir = Tampered.export(log, temp.resolve("back"));
    Said said = verify(dir);
    assertThat(said.exit()).as(said.text()).isZero();
    assertThat(said.text()).contains("302 entries fit");
  }

  @Test
  void entry_ofAnUnknownVersion_isRefused() throws Exception {
    try (LogWriter writer = LogWriter.open(log, key, NOON)) {
      writer.append(List.of("{\"format\":\"countersign/v9\"}".getBytes(UTF_8)));
    }
    dir = Tampered.export(log, temp.resolve("newer"));
    expect("ENTRY_MALFORMED", SIZE);
  }

  @Test
  void rotation_byTheCommand_isFollowedFromTheFirstKey() throws Exception {
    Path data = temp.resolve("data");
    SigningKey first =
        new LogKeys(data.resolve("ledger-keys")).open("log.example/r", data.resolve("ledger"));
    Tampered.append(data.resolve("ledger"), first, 0, 5);
    List<String> rotate =
        List.of("ledger", "rotate-key", "--data-dir", data.toString(), "--reason", "Bob left");
    Said said = run(rotate);
    assertThat(said.exit()).as(said.text()).isZero();
    SigningKey second =
        new LogKeys(data.resolve("ledger-keys")).open("log.example/r", data.resolve("ledger"));
    assertThat(said.text()).contains("" + first.verifier(), "" + second.verifier());
    Tampered.append(data.resolve("ledger"), second, 6, 9);

    dir = Tampered.export(data.resolve("ledger"), temp.resolve("rotated"));
    for (SigningKey trusted : List.of(first, second)) {
      List<String> verify =
          List.of("verify", dir.toString(), "--key", trusted.verifier().toString());
      assertThat(run(verify).exit()).isZero();
    }
    Files.delete(dir.resolve("checkpoints/6"));
    Said unannounced = run(List.of("verify", dir.toString(), "--key", first.verifier().toString()));
    assertThat(unannounced.exit()).isEqualTo(4);
    assertThat(unannounced.text()).contains("no trusted key signed the checkpoint");
  }

  @Test
  void rotation_whileTheApplicationWrites_isRefused() throws Exception {
    Path data = temp.resolve("data");
    SigningKey first =
        new LogKeys(data.resolve("ledger-keys")).open("log.example/r", data.resolve("ledger"));
    List<String> rotate =
        List.of("ledger", "rotate-key", "--data-dir", data.toString(), "--reason", "yearly");
    assertThat(run(rotate).exit()).as("no log yet").isEqualTo(2);
    try (LogWriter writer = LogWriter.open(data.resolve("ledger"), first, NOON)) {
      Said said = run(rotate);
      assertThat(said.exit()).isEqualTo(1);
      assertThat(said.text()).contains("one writer at a time: stop that one first");
      assertThat(writer.note().verify(List.of(first.verifier()))).hasSize(1);
    }
    assertThat(run(List.of("ledger", "rotate-key", "--data-dir", data.toString())).exit())
        .as("no reason")
        .isEqualTo(2);
  }

  @Test
  void show_withAnchors_saysUpToWhereAndWhichPlaceFails() {
    String answer =
        """
        {"origin": "log.example/v", "size": 303, "status": "This instance publishes the ledger.",
         "anchoring": "anchored up to 300 at T; the last 3 entries are not anchored",
         "anchors": [{"place": "witness w", "healthy": true, "sentence": "Anchored up to 300 at T."},
                     {"place": "git /g", "healthy": false, "sentence": "Failed 2 times"}]}
        """;
    assertThat(LedgerCommand.summary(JsonMapper.shared().readTree(answer)))
        .containsExactly(
            "log.example/v: 303 entries, anchored up to 300 at T; the last 3 entries are not"
                + " anchored. This instance publishes the ledger.",
            "  well     witness w: Anchored up to 300 at T.",
            "  FAILING  git /g: Failed 2 times");
  }
}
