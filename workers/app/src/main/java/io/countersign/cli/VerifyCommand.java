package io.countersign.cli;

import io.countersign.ledger.anchor.DirectorySink;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.ledger.timestamp.TimestampAuthorities;
import io.countersign.ledger.verify.LogVerifier;
import io.countersign.ledger.verify.TrustPolicy;
import io.countersign.ledger.verify.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
      "Trusts the key given with --key, else the one that 'ledger export' remembered, and the keys",
      "that it announced since. Only what a trusted witness has confirmed (--witness), or a"
          + " trusted",
      "authority has time-stamped (--tsa), is called verified.",
      "Exit codes: 0 nothing is wrong (entries at the end may not be anchored: the sentence says"
          + " so),",
      "4 something is wrong, or with --anchored entries at the end are not anchored."
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
      names = "--tsa",
      paramLabel = "PEM",
      description = "Certificates of time-stamp authorities, or of their issuers, that you trust.")
  private @Nullable Path authorities;

  @Option(
      names = "--known",
      paramLabel = "FILE",
      description = "A checkpoint of this log that you kept elsewhere, or a folder of a sink.")
  private List<Path> known = new ArrayList<>();

  @Option(names = "--anchored", description = "Fail if the end of the log is not anchored.")
  private boolean anchored;

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
      for (Path checkpoint : kept(file)) {
        checkpoints.add(TrustedLogs.note(checkpoint));
      }
    }
    if (keys.isEmpty()) {
      trusted.known(origin).ifPresent(checkpoints::add);
    }
    Verdict verdict = new LogVerifier(policy(logKeys, checkpoints)).verify(path);
    print(verdict);
    if (verdict instanceof Verdict.Sound && keys.isEmpty()) {
      trusted.saw(TrustedLogs.note(path.resolve("checkpoint")));
    }
    return isGoodEnough(verdict) ? ExitCode.DONE : ExitCode.VERIFICATION_FAILED;
  }

  private boolean isGoodEnough(Verdict verdict) {
    return verdict instanceof Verdict.Sound sound && (sound.isAnchored() || !anchored);
  }

  private static List<Path> kept(Path known) throws IOException {
    if (!Files.isDirectory(known)) {
      return List.of(known);
    }
    List<Path> checkpoints = DirectorySink.checkpoints(known);
    if (checkpoints.isEmpty()) {
      throw new CommandException(
          ExitCode.WRONG_USE, "'" + known + "' holds no checkpoints: no file 'checkpoint-…'.");
    }
    return checkpoints;
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
      return new TrustPolicy(
          logKeys,
          TrustedLogs.keys(witnesses),
          quorum,
          checkpoints,
          authorities == null
              ? TimestampAuthorities.none()
              : TimestampAuthorities.read(authorities));
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
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("sound", verdict instanceof Verdict.Sound);
    view.put("verified", verdict instanceof Verdict.Sound sound && sound.isAnchored());
    switch (verdict) {
      case Verdict.Sound sound -> {
        view.put("size", sound.checkpoint().size());
        view.put("anchored", sound.checkpoint().size() - sound.unanchored());
        sound.anchor().ifPresent(anchor -> view.put("anchoredAt", anchor.at().toString()));
        view.put("unanchored", sound.unanchored());
      }
      case Verdict.Broken broken -> {
        view.put("problem", broken.fault().problem().name());
        view.put("file", broken.fault().file());
        broken.fault().entry().ifPresent(entry -> view.put("entry", entry));
      }
    }
    view.put("sentence", verdict.sentence());
    return view;
  }
}
