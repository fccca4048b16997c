package io.countersign.ledger.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.countersign.ledger.entry.Commitment;
import io.countersign.ledger.entry.EntryAppender;
import io.countersign.ledger.entry.Salt;
import io.countersign.ledger.entry.Samples;
import io.countersign.ledger.log.LogExport;
import io.countersign.ledger.log.LogFiles;
import io.countersign.ledger.log.LogReader;
import io.countersign.ledger.log.LogWriter;
import io.countersign.ledger.log.Logs;
import io.countersign.ledger.note.SignatureType;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.SigningKey;
import io.countersign.ledger.tile.TilePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lets tools that nobody here wrote verify a log that this library wrote. */
class ThirdPartyTest {
  private static final Path GO_SOURCES = Path.of("/usr/share/gocode");
  private static final long SIZE = 70_000;

  private static final SigningKey KEY = Logs.key();
  private static final SigningKey WITNESS =
      SigningKey.generate("witness.example/w", SignatureType.COSIGNATURE_V1);

  @TempDir static Path temp;
  private static Path log;

  @BeforeAll
  static void writeLog() throws IOException {
    Path written = temp.resolve("written");
    try (LogWriter writer = LogWriter.open(written, KEY, Logs.NOON)) {
      EntryAppender appender = new EntryAppender(writer);
      appendUntil(appender, 0, 300);
      keepCosigned(writer);
      appendUntil(appender, 300, 400);
      writer.files().keep(writer.note());
      appendUntil(appender, 400, SIZE - 1);
      keepCosigned(writer);
      appendUntil(appender, SIZE - 1, SIZE);
    }
    log = temp.resolve("log");
    LogExport.export(written, log, done -> {});
  }

  private static void appendUntil(EntryAppender appender, long from, long to) throws IOException {
    appender.append(LongStream.range(from, to).mapToObj(Samples::numbered).toList());
  }

  private static void keepCosigned(LogWriter writer) throws IOException {
    SignedNote note = writer.note();
    writer.files().keep(note.with(List.of(WITNESS.sign(note.text(), Samples.NOON))));
  }

  @Test
  void goSumdb_onOurLog_verifiesItAndRefusesChanges() throws Exception {
    assumeTrue(
        runs("go", "version") && Files.isDirectory(GO_SOURCES.resolve("src/golang.org/x/mod")),
        "skipped: needs the Debian packages golang and golang-golang-x-mod-dev");
    Path check = build();
    assertThat(check(check, KEY))
        .isEqualTo(
            "OK: 70000 entries, 3 kept checkpoints, 2 of them cosigned, the largest of 69999"
                + " entries\n");
    assertThat(check(check, Logs.key())).startsWith("WRONG: ");

    LogFiles files = new LogFiles(log);
    flip(files.file(TilePath.entries(7, 256)), 1000);
    assertThat(check(check, KEY)).startsWith("WRONG: ");
    flip(files.file(TilePath.entries(7, 256)), 1000);
    flip(files.file(new TilePath(1, 0, 256)), 5);
    assertThat(check(check, KEY)).startsWith("WRONG: ");
    flip(files.file(new TilePath(1, 0, 256)), 5);
    assertThat(check(check, KEY)).startsWith("OK: ");
  }

  private static Path build() throws IOException, InterruptedException {
    Path program = temp.resolve("check");
    ProcessBuilder go =
        new ProcessBuilder("go", "build", "-o", program.toString(), "third-party/check.go");
    go.environment().put("GOPATH", GO_SOURCES.toString());
    go.environment().put("GO111MODULE", "off");
    go.environment().put("GOCACHE", temp.resolve("go-cache").toString());
    go.environment().put("GOFLAGS", "");
    assertThat(output(go)).isEmpty();
    return program;
  }

  private static String check(Path program, SigningKey trusted)
      throws IOException, InterruptedException {
    return output(
        new ProcessBuilder(
            program.toString(),
            log.toString(),
            trusted.verifier().toString(),
            WITNESS.verifier().toString()));
  }

  @Test
  void openssl_onOurProofs_verifiesThemAndRefusesChanges() throws Exception {
    assumeTrue(
        runs("openssl", "version") && runs("bash", "--version"), "skipped: needs openssl and bash");
    LogReader reader = new LogReader(log);
    Path proof = temp.resolve("entry.tlog-proof");
    Path entry = temp.resolve("entry");
    for (long index : List.of(0L, 1L, 65_535L, 65_536L, SIZE - 1)) {
      Files.write(proof, reader.prove(index).encode());
      Files.write(entry, reader.entry(index));
      assertThat(proves(entry, proof, KEY))
          .isEqualTo("OK: entry %d of %s at size %d\n".formatted(index, KEY.name(), SIZE));
    }
    assertThat(proves(entry, proof, Logs.key())).startsWith("WRONG: not signed by");
    flip(entry, 3);
    assertThat(proves(entry, proof, KEY)).startsWith("WRONG: the entry is not entry 69999");
  }

  @Test
  void openssl_onACommitment_findsItFromPayloadAndSalt() throws Exception {
    assumeTrue(runs("openssl", "version"), "skipped: needs openssl");
    Salt salt = Salt.random();
    Path payload = Files.writeString(temp.resolve("payload"), "Looks right to me");
    Commitment commitment = Commitment.to(Files.readAllBytes(payload), salt);
    String command = "openssl dgst -sha256 -mac HMAC -macopt hexkey:" + salt.hex() + " " + payload;
    assertThat(output(new ProcessBuilder(command.split(" "))).strip())
        .endsWith("= " + commitment.text().substring("hmac-sha256:".length()));
    assertThat(Files.readString(Path.of("VERIFY.md")))
        .contains("openssl dgst -sha256 -mac HMAC -macopt hexkey:SALT PAYLOAD-FILE");
  }

  @Test
  void openssl_onThePublicKey_readsIt() throws Exception {
    assumeTrue(runs("openssl", "version"), "skipped: needs openssl");
    Path pem = Files.writeString(temp.resolve("key.pem"), KEY.verifier().pem());
    String said =
        output(new ProcessBuilder("openssl", "pkey", "-pubin", "-text", "-in", pem.toString()));
    assertThat(said).contains("ED25519 Public-Key:", Files.readString(pem));
  }

  private static String proves(Path entry, Path proof, SigningKey trusted)
      throws IOException, InterruptedException {
    return output(
        new ProcessBuilder(
            "third-party/verify-proof.sh",
            entry.toString(),
            proof.toString(),
            trusted.verifier().toString()));
  }

  private static void flip(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 1;
    Files.write(file, bytes);
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      output(new ProcessBuilder(command));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static String output(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }
}
