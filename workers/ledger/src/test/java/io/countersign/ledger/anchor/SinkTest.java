package io.countersign.ledger.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.countersign.ledger.entry.EntryAppender;
import io.countersign.ledger.entry.Samples;
import io.countersign.ledger.log.LogReader;
import io.countersign.ledger.log.LogWriter;
import io.countersign.ledger.log.Logs;
import io.countersign.ledger.note.SignatureType;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.SigningKey;
import io.countersign.ledger.verify.LogVerifier;
import io.countersign.ledger.verify.Problem;
import io.countersign.ledger.verify.TrustPolicy;
import io.countersign.ledger.verify.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints copied to directories and repositories. */
class SinkTest {
  private final SigningKey key = Logs.key();

  @TempDir Path temp;
  private Path log;
  private Path kept;

  @BeforeEach
  void folders() throws IOException {
    log = temp.resolve("log");
    kept = Files.createDirectory(temp.resolve("kept"));
  }

  private void append(Path directory, SigningKey signer, long from, long to) throws IOException {
    try (LogWriter writer = LogWriter.open(directory, signer, Logs.NOON)) {
      new EntryAppender(writer)
          .append(LongStream.range(from, to).mapToObj(Samples::numbered).toList());
    }
  }

  private static Anchoring anchor(AnchorPoint sink, Path directory)
      throws IOException, InterruptedException {
    LogReader reader = new LogReader(directory);
    return sink.anchor(reader, reader.note());
  }

  private Anchoring anchor(Path directory) throws IOException, InterruptedException {
    return anchor(new DirectorySink(kept, Logs.NOON), directory);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(kept)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> !name.equals(".git"))
          .sorted()
          .toList();
    }
  }

  @Test
  void directory_aGrowingLog_keepsEachCheckpointAndHowItContinues() throws Exception {
    append(log, key, 0, 5);
    byte[] first = new LogReader(log).note().encode();
    assertThat(anchor(log)).isEqualTo(new Anchoring.Confirmed(5, Logs.NOON.instant()));
    append(log, key, 5, 300);
    assertThat(anchor(log)).isEqualTo(new Anchoring.Confirmed(300, Logs.NOON.instant()));
    assertThat(anchor(log)).isEqualTo(new Anchoring.Confirmed(300, Logs.NOON.instant()));
    assertThat(names())
        .containsExactly(
            "checkpoint-00000000000000000005",
            "checkpoint-00000000000000000300",
            "consistency-00000000000000000000-00000000000000000005",
            "consistency-00000000000000000005-00000000000000000300");
    assertThat(DirectorySink.checkpoints(kept).getFirst()).hasBinaryContent(first);
    List<String> proof =
        Files.readAllLines(kept.resolve("consistency-00000000000000000005-00000000000000000300"));
    assertThat(proof)
        .containsExactlyElementsOf(
            new LogReader(log).consistency(5, 300).stream().map(hash -> hash.base64()).toList());
  }

  @Test
  void directory_aRewrittenLog_isCaughtAndAddsNothing() throws Exception {
    append(log, key, 0, 9);
    anchor(log);
    List<byte[]> entries = new ArrayList<>(new LogReader(log).entries(0, 9));
    entries.set(3, "a lie".getBytes(StandardCharsets.UTF_8));
    Path forged = temp.resolve("forged");
    try (LogWriter writer = LogWriter.open(forged, key, Logs.NOON)) {
      writer.append(entries);
      writer.append(entries);
    }
    Anchoring.Contradicted caught = (Anchoring.Contradicted) anchor(forged);
    assertThat(caught.size()).isEqualTo(9);
    assertThat(caught.sentence()).endsWith("this one of 18 does not continue it");
    assertThat(names()).hasSize(2);
  }

  @Test
  void directory_aLogThatWasCut_isCaught() throws Exception {
    append(log, key, 0, 9);
    anchor(log);
    Path cut = temp.resolve("cut");
    append(cut, key, 0, 4);
    assertThat(((Anchoring.Contradicted) anchor(cut)).sentence()).endsWith("this log has 4");
  }

  @Test
  void directory_anOlderCheckpointOfTheSameLog_isNoFinding() throws Exception {
    append(log, key, 0, 4);
    SignedNote older = new LogReader(log).note();
    append(log, key, 4, 9);
    anchor(log);
    assertThat(new DirectorySink(kept, Logs.NOON).anchor(new LogReader(log), older))
        .isEqualTo(new Anchoring.Confirmed(9, Logs.NOON.instant()));
  }

  @Test
  void directory_missingDamagedOrAnotherLogs_isAnErrorAndStaysAsItIs() throws Exception {
    append(log, key, 0, 4);
    assertThatThrownBy(() -> anchor(new DirectorySink(temp.resolve("gone"), Logs.NOON), log))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not there");

    Path other = temp.resolve("other");
    append(other, SigningKey.generate("log.example/other", SignatureType.ED25519), 0, 2);
    anchor(other);
    assertThatThrownBy(() -> anchor(log)).hasMessageContaining("a directory of its own");

    Path file = kept.resolve("checkpoint-%020d".formatted(2));
    Files.writeString(file, "nonsense");
    assertThatThrownBy(() -> anchor(other)).hasMessageContaining("somebody changed it");
    assertThat(file).hasContent("nonsense");
  }

  @Test
  void directory_leftHalfWayByACrash_goesOn() throws Exception {
    append(log, key, 0, 4);
    anchor(log);
    Path consistency = kept.resolve("consistency-%020d-%020d".formatted(0, 4));
    Files.delete(kept.resolve("checkpoint-%020d".formatted(4)));
    Files.writeString(kept.resolve(".checkpoint-%020d.tmp".formatted(4)), "half");
    assertThat(anchor(log)).isInstanceOf(Anchoring.Confirmed.class);
    assertThat(names()).hasSize(2);

    Files.delete(kept.resolve("checkpoint-%020d".formatted(4)));
    Files.writeString(consistency, "another proof\n");
    assertThatThrownBy(() -> anchor(log)).isInstanceOf(FileAlreadyExistsException.class);
    assertThat(consistency).hasContent("another proof");
  }

  @Test
  void verify_aLogResignedWithTheSameKey_isDetectedByWhatASinkKept() throws Exception {
    append(log, key, 0, 9);
    anchor(log);
    Path forged = temp.resolve("forged");
    append(forged, key, 100, 109);
    SignedNote note =
        SignedNote.parse(Files.readAllBytes(DirectorySink.checkpoints(kept).getLast()));
    TrustPolicy policy = TrustPolicy.of(key.verifier()).withKnown(List.of(note));
    Verdict.Broken broken = (Verdict.Broken) new LogVerifier(policy).verify(forged);
    assertThat(broken.fault().problem()).isEqualTo(Problem.SPLIT_VIEW);
    assertThat(new LogVerifier(policy).verify(log)).isInstanceOf(Verdict.Sound.class);
  }

  @Test
  void git_aGrowingLog_isCommittedAndPushed() throws Exception {
    assumeTrue(runs(), "skipped: needs git");
    Path remote = Files.createDirectory(temp.resolve("remote"));
    git(remote, "init", "-q", "--bare");
    GitSink sink = new GitSink(kept, Optional.of("offsite"), Logs.NOON);
    append(log, key, 0, 5);
    assertThatThrownBy(() -> anchor(sink, log)).hasMessageContaining("is no git work tree");
    repository();
    assertThatThrownBy(() -> anchor(sink, log)).hasMessageContaining("git push failed");
    git(kept, "remote", "add", "offsite", remote.toString());
    assertThat(anchor(sink, log)).isInstanceOf(Anchoring.Confirmed.class);
    append(log, key, 5, 9);
    assertThat(anchor(sink, log)).isInstanceOf(Anchoring.Confirmed.class);
    assertThat(anchor(sink, log)).isInstanceOf(Anchoring.Confirmed.class);
    assertThat(git(remote, "log", "--all", "--format=%s"))
        .isEqualTo("Keep the checkpoint of 9\nKeep the checkpoint of 5\n");
    assertThat(git(kept, "status", "--porcelain")).isEmpty();
    Path cut = temp.resolve("cut");
    append(cut, key, 0, 4);
    assertThat(anchor(sink, cut)).isInstanceOf(Anchoring.Contradicted.class);
  }

  private void repository() throws IOException, InterruptedException {
    git(kept, "init", "-q");
    git(kept, "config", "user.name", "Test");
    git(kept, "config", "user.email", "test@example.org");
    git(kept, "config", "commit.gpgsign", "false");
  }

  private static boolean runs() throws InterruptedException {
    try {
      return new ProcessBuilder("git", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static String git(Path directory, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
