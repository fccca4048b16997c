package io.countersign.cli;

import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.ledger.verify.LogVerifier;
import io.countersign.ledger.verify.TrustPolicy;
import io.countersign.ledger.verify.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Verifies an exported log or an evidence pack, offline. */
@Command(
    name = "verify",
    description = "Check an exported log or evidence pack offline; name the first broken thing.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Trusts the key given with --key, else the one that 'ledger export' or 'ledger key --trust'",
      "remembered. Only what a trusted witness has confirmed (--witness) is called verified.",
      "Exit codes: 0 nothing is wrong, 4 something is."
    })
final class VerifyCommand implements Callable<Integer> {

  @Parameters(paramLabel = "PATH", description = "The folder of the log or the pack.")
  private Path path;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "A verifier string of the log, or a file with one.")
  private List<String> keys = new ArrayList<>();

  @Option(
      names = "--witness",
      paramLabel = "KEY",
      description = "A verifier string of a witness that you trust, or a file with one.")
  private List<String> witnesses = new ArrayList<>();

  @Option(names = "--quorum", paramLabel = "N", description = "How many of them are needed (1).")
  private int quorum = 1;

  @Option(
      names = "--known",
      paramLabel = "FILE",
      description = "A checkpoint of this log that you kept elsewhere.")
  private List<Path> known = new ArrayList<>();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (Files.isRegularFile(path.resolve("manifest.json"))) {
      return pack();
    }
    if (!Files.isRegularFile(path.resolve("checkpoint"))) {
      throw new CommandException(
          Files.isDirectory(path) ? ExitCode.VERIFICATION_FAILED : ExitCode.WRONG_USE,
          "'" + path + "' holds no log: there is no file 'checkpoint' in it.");
    }
    TrustedLogs trusted = new TrustedLogs(Home.ofUser());
    String origin = TrustedLogs.claimedOrigin(path);
    Set<VerifierKey> logKeys = keys.isEmpty() ? remembered(trusted, origin) : given();
    List<SignedNote> checkpoints = new ArrayList<>();
    for (Path file : known) {
      checkpoints.add(TrustedLogs.note(file));
    }
    if (keys.isEmpty()) {
      trusted.known(origin).ifPresent(checkpoints::add);
    }
    Verdict verdict = new LogVerifier(policy(logKeys, checkpoints)).verify(path);
    print(verdict);
    if (verdict instanceof Verdict.Sound && keys.isEmpty()) {
      trusted.saw(TrustedLogs.note(path.resolve("checkpoint")));
    }
    return verdict instanceof Verdict.Sound ? ExitCode.DONE : ExitCode.VERIFICATION_FAILED;
  }

  /** An evidence pack, which has its own sums, and proofs of the log instead of the log. */
  private int pack() throws IOException {
    String origin =
        Files.exists(path.resolve("ledger/checkpoint"))
            ? TrustedLogs.claimedOrigin(path.resolve("ledger"))
            : "";
    Set<VerifierKey> logKeys =
        origin.isEmpty()
            ? Set.of()
            : keys.isEmpty() ? remembered(new TrustedLogs(Home.ofUser()), origin) : given();
    try {
      PackCheck.Sound sound = new PackCheck(path, logKeys, origin).check();
      String sentence =
          "The pack is whole: %s actions, %s of them shown; %s ledger entries proven in %s."
              .formatted(
                  Text.count(sound.actions()),
                  Text.count(sound.shown()),
                  Text.count(sound.entries()),
                  origin.isEmpty() ? "no ledger" : origin + " at size " + sound.size());
      print(Map.of("sound", true, "sentence", sentence), "Verified: " + sentence);
      return ExitCode.DONE;
    } catch (PackCheck.Broken broken) {
      String sentence = Text.visible(String.valueOf(broken.getMessage()));
      if (json) {
        print(Map.of("sound", false, "sentence", sentence), "");
      } else {
        System.err.println("Broken: " + sentence);
      }
      return ExitCode.VERIFICATION_FAILED;
    }
  }

  private void print(Map<String, Object> view, String words) {
    System.out.println(json ? JsonMapper.shared().writeValueAsString(view) : words);
  }

  private Set<VerifierKey> given() throws IOException {
    return TrustedLogs.keys(keys);
  }

  private static Set<VerifierKey> remembered(TrustedLogs trusted, String origin)
      throws IOException {
    return Set.of(
        trusted
            .key(origin)
            .orElseThrow(
                () ->
                    new CommandException(
                        ExitCode.WRONG_USE,
                        "Which key does "
                            + origin
                            + " sign with? A log must not be believed about that itself. Name it"
                            + " with --key.")));
  }

  private TrustPolicy policy(Set<VerifierKey> logKeys, List<SignedNote> checkpoints)
      throws IOException {
    try {
      TrustPolicy policy =
          new TrustPolicy(logKeys, TrustedLogs.keys(witnesses), quorum, checkpoints);
      return policy;
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.WRONG_USE, String.valueOf(e.getMessage()));
    }
  }

  private void print(Verdict verdict) {
    if (json) {
      System.out.println(JsonMapper.shared().writeValueAsString(view(verdict)));
      return;
    }
    switch (verdict) {
      case Verdict.Sound sound when sound.isAnchored() ->
          System.out.println("Verified: " + sound.sentence() + ".");
      case Verdict.Sound sound ->
          System.out.println("Consistent, but not anchored to its end: " + sound.sentence() + ".");
      case Verdict.Broken broken -> System.err.println("Broken: " + broken.sentence());
    }
  }

  private static Map<String, @Nullable Object> view(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Sound sound ->
          Map.of(
              "sound", true,
              "verified", sound.isAnchored(),
              "size", sound.checkpoint().size(),
              "anchored", sound.anchor().map(Verdict.Anchor::size).orElse(0L),
              "sentence", sound.sentence());
      case Verdict.Broken broken ->
          Map.of(
              "sound", false,
              "verified", false,
              "problem", broken.fault().problem().name(),
              "file", broken.fault().file(),
              "sentence", broken.sentence());
    };
  }
}
