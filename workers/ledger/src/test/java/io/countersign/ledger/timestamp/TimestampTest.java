package io.countersign.ledger.timestamp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.countersign.ledger.anchor.Anchoring;
import io.countersign.ledger.anchor.TimestampAnchor;
import io.countersign.ledger.entry.EntryAppender;
import io.countersign.ledger.entry.Samples;
import io.countersign.ledger.log.LogExport;
import io.countersign.ledger.log.LogFiles;
import io.countersign.ledger.log.LogReader;
import io.countersign.ledger.log.LogWriter;
import io.countersign.ledger.log.Logs;
import io.countersign.ledger.note.SigningKey;
import io.countersign.ledger.verify.LogVerifier;
import io.countersign.ledger.verify.Problem;
import io.countersign.ledger.verify.TrustPolicy;
import io.countersign.ledger.verify.Verdict;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints stamped by OpenSSL's time-stamp authority. */
class TimestampTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final byte[] TEXT = "log.example/countersign\n1\nAAAA\n".getBytes(UTF_8);

  @TempDir static Path shared;
  @TempDir Path temp;
  private static OpensslTsa tsa;
  private static TimestampAuthorities trusted;
  private final SigningKey key = Logs.key();

  @BeforeAll
  static void startAuthority() throws Exception {
    assumeTrue(OpensslTsa.isPossible(), "skipped: needs openssl");
    tsa = new OpensslTsa(shared.resolve("tsa"));
    trusted = TimestampAuthorities.read(tsa.issuer());
  }

  @AfterAll
  static void stopAuthority() {
    HTTP.close();
    if (tsa != null) {
      tsa.close();
    }
  }

  private static TimestampClient client(TimestampAuthorities authorities) {
    return new TimestampClient(HTTP, tsa.uri(), authorities, Optional.empty(), PATIENCE);
  }

  @Test
  void stamp_byATrustedAuthority_isValidForUsAndForOpenssl() throws Exception {
    TimestampClient.Stamped stamped = client(trusted).stamp(TEXT);
    assertThat(stamped.timestamp().authority()).isEqualTo("CN=Test-TSA");
    assertThat(stamped.timestamp().at()).isBetween(Instant.now().minusSeconds(120), Instant.now());
    assertThat(trusted.check(stamped.response(), TEXT)).isEqualTo(stamped.timestamp());

    Path text = Files.write(temp.resolve("text"), TEXT);
    Path response = Files.write(temp.resolve("text.tsr"), stamped.response());
    assertThat(tsa.verify(text, response, tsa.issuer())).contains("Verification: OK");
    Files.writeString(text, "log.example/countersign\n1\nAAAB\n");
    assertThat(tsa.verify(text, response, tsa.issuer())).contains("Verification: FAILED");
  }

  @Test
  void stamp_byAPinnedAuthority_needsNoIssuer() throws Exception {
    assertThat(client(TimestampAuthorities.read(tsa.certificate())).stamp(TEXT).timestamp())
        .isNotNull();
  }

  @Test
  void stamp_withAPolicyThatTheAuthorityDoesNotKnow_isRefused() {
    TimestampClient client =
        new TimestampClient(HTTP, tsa.uri(), trusted, Optional.of("1.2.3.9"), PATIENCE);
    assertThatThrownBy(() -> client.stamp(TEXT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the authority refused (status 2)");
  }

  @Test
  void stamp_byAStranger_isRefused() throws Exception {
    try (OpensslTsa other = new OpensslTsa(temp.resolve("other"))) {
      TimestampAuthorities strangers = TimestampAuthorities.read(other.issuer());
      assertThatThrownBy(() -> client(strangers).stamp(TEXT))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no trusted authority vouches for its signer");
    }
  }

  @Test
  void check_aStampOfOtherBytes_isWrong() throws Exception {
    byte[] response = client(trusted).stamp(TEXT).response();
    assertThat(trusted.check(response, "other".getBytes(UTF_8)))
        .isEqualTo(new Timestamp.Wrong("it is of other bytes than this checkpoint's text"));
    assertThat(trusted.check("garbage".getBytes(UTF_8), TEXT)).isInstanceOf(Timestamp.Wrong.class);
    assertThat(trusted.check(new byte[0], TEXT)).isInstanceOf(Timestamp.Wrong.class);
    assertThat(TimestampAuthorities.none().check(response, TEXT))
        .isInstanceOf(Timestamp.Untrusted.class);
  }

  @Test
  void check_anyByteFlipped_isNeverAnotherTime() throws Exception {
    TimestampClient.Stamped stamped = client(trusted).stamp(TEXT);
    for (int i = 0; i < stamped.response().length; i += 7) {
      byte[] flipped = stamped.response().clone();
      flipped[i] ^= 0x04;
      if (trusted.check(flipped, TEXT) instanceof Timestamp.Valid valid) {
        assertThat(valid).as("byte %d", i).isEqualTo(stamped.timestamp());
      }
    }
  }

  @Test
  void anchor_aLog_isVerifiedUpToTheStampAndNoFurther() throws Exception {
    Path log = temp.resolve("log");
    append(log, 0, 5);
    Anchoring.Confirmed confirmed = anchor(log);
    assertThat(confirmed.size()).isEqualTo(5);
    assertThat(verify(log).isAnchored()).isTrue();

    append(log, 5, 8);
    Verdict.Sound sound = verify(log);
    assertThat(sound.isAnchored()).isFalse();
    assertThat(sound.sentence())
        .isEqualTo(
            "8 entries fit the signed checkpoint; time-stamped up to 5 at %s by CN=Test-TSA; the"
                    .formatted(confirmed.at())
                + " last 3 are not anchored");

    Path export = temp.resolve("export");
    LogExport.export(log, export, done -> {});
    assertThat(verify(export)).isEqualTo(sound);
    assertThat(tsa.verify(text(export, 5), new LogFiles(export).timestamp(5), tsa.issuer()))
        .contains("Verification: OK");
  }

  /** The commands of VERIFY.md, as they stand there. */
  @Test
  void verify_withTheCommandsOfThePage_showsOkAndTheTime() throws Exception {
    Path log = temp.resolve("log");
    append(log, 0, 5);
    Anchoring.Confirmed confirmed = anchor(log);
    Path export = temp.resolve("export");
    LogExport.export(log, export, done -> {});
    String commands =
        Files.readString(Path.of("VERIFY.md"))
            .lines()
            .filter(line -> line.startsWith("sed ") || line.startsWith("openssl ts "))
            .map(line -> line.replace("DIR/checkpoints/N", export + "/checkpoints/5"))
            .map(line -> line.replace("ISSUER.pem", tsa.issuer().toString()))
            .collect(Collectors.joining("\n"));
    assertThat(commands.lines()).hasSize(3);
    Process bash =
        new ProcessBuilder("bash", "-ec", commands)
            .directory(temp.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(bash.getInputStream().readAllBytes(), UTF_8);
    assertThat(bash.waitFor()).as(said).isZero();
    String minute =
        DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT)
            .withZone(ZoneOffset.UTC)
            .format(confirmed.at());
    assertThat(said).contains("Verification: OK", "Time stamp: ", minute);
  }

  private Path text(Path log, long size) throws IOException {
    LogFiles files = new LogFiles(log);
    return Files.writeString(temp.resolve("text"), files.note(files.checkpoint(size)).text());
  }

  @Test
  void verify_stampReplacedByOneOfAnotherCheckpoint_isBroken() throws Exception {
    Path log = temp.resolve("log");
    append(log, 0, 5);
    anchor(log);
    append(log, 5, 8);
    anchor(log);
    LogFiles files = new LogFiles(log);
    Files.write(files.timestamp(5), Files.readAllBytes(files.timestamp(8)));
    Verdict.Broken broken = (Verdict.Broken) new LogVerifier(policy()).verify(log);
    assertThat(broken.fault().problem()).isEqualTo(Problem.TIMESTAMP_WRONG);
    assertThat(broken.fault().file()).isEqualTo("checkpoints/5.tsr");
    assertThat(new LogVerifier(TrustPolicy.of(key.verifier())).verify(log))
        .isInstanceOf(Verdict.Sound.class);
  }

  private void append(Path log, long from, long to) throws IOException {
    try (LogWriter writer = LogWriter.open(log, key, Logs.NOON)) {
      new EntryAppender(writer)
          .append(LongStream.range(from, to).mapToObj(Samples::numbered).toList());
    }
  }

  private Anchoring.Confirmed anchor(Path log) throws Exception {
    LogReader reader = new LogReader(log);
    return (Anchoring.Confirmed)
        new TimestampAnchor(tsa.uri(), client(trusted), new LogFiles(log))
            .anchor(reader, reader.note());
  }

  private TrustPolicy policy() {
    return TrustPolicy.of(key.verifier()).withAuthorities(trusted);
  }

  private Verdict.Sound verify(Path log) throws IOException {
    return (Verdict.Sound) new LogVerifier(policy()).verify(log);
  }
}
