package io.countersign.cli;

import io.countersign.masking.DatasetException;
import io.countersign.masking.DatasetProfile;
import io.countersign.masking.MaskOptions;
import io.countersign.masking.MaskingEngine;
import io.countersign.masking.MaskingKeys;
import io.countersign.masking.MaskingPlan;
import io.countersign.masking.MaskingReport;
import io.countersign.masking.Preset;
import io.countersign.masking.Progress;
import io.countersign.masking.ProposeOptions;
import io.countersign.masking.ReadOptions;
import io.countersign.masking.VerificationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Year;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Masks a file on this machine: no server, no engine, no database. */
@Command(
    name = "mask",
    description = "Mask a file offline, and verify the result before it gets its name.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Without --plan, a plan is proposed from the data and used at once. To look at it first:",
      "  countersign mask IN.csv --plan-out plan.json      writes the plan and stops",
      "  countersign mask IN.csv --plan plan.json --out OUT.csv"
    })
final class MaskCommand implements Callable<Integer> {

  @Parameters(paramLabel = "IN", description = "The file to mask.")
  private Path in;

  @Option(names = "--out", paramLabel = "OUT", description = "The file to write. Must not exist.")
  private @Nullable Path out;

  @Option(names = "--plan", paramLabel = "PLAN", description = "Mask by this plan (JSON).")
  private @Nullable Path planFile;

  @Option(
      names = "--plan-out",
      paramLabel = "PLAN",
      description = "Write the proposed plan; without --out, stop there.")
  private @Nullable Path planOut;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "The key file; made on first use. Default: $COUNTERSIGN_HOME/keys/masking.key.")
  private @Nullable Path keyFile;

  @Option(names = "--report", paramLabel = "FILE", description = "Write what was done (JSON).")
  private @Nullable Path report;

  @Option(names = "--threads", paramLabel = "N", description = "Default: one per processor.")
  private int threads;

  @Option(
      names = "--preset",
      paramLabel = "RULES",
      description = "Propose by these rules: ${COMPLETION-CANDIDATES}. Default: STANDARD.")
  private @Nullable Preset preset;

  @Option(
      names = "--domain",
      paramLabel = "NAME",
      description = "Files of one domain get the same tokens. Default: default.")
  private @Nullable String domain;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description = "The encoding of IN, such as windows-1252. Default: detected.")
  private @Nullable String encoding;

  @Option(
      names = "--suppress-below",
      paramLabel = "K",
      description = "Remove age, place and the like where fewer than K rows share them.")
  private int suppressBelow;

  @Option(
      names = "--reversal-key",
      paramLabel = "FILE",
      description = "The key file of 'reversible' columns; made on first use. Keep it elsewhere.")
  private @Nullable Path reversalKey;

  @Option(
      names = "--reverse",
      description = "Turn the tokens of reversible columns of IN back, with --reversal-key.")
  private boolean reverse;

  private final Screen screen = Screen.of(true);

  @Override
  public Integer call() throws IOException {
    if (out == null && planOut == null) {
      throw new CommandException(
          ExitCode.WRONG_USE, "Name the file to write with --out, or a plan with --plan-out.");
    }
    try {
      if (reverse) {
        return reverse();
      }
      MaskingKeys keys = keys();
      MaskingPlan plan = plan(keys);
      if (planOut != null) {
        Files.writeString(planOut, plan.toJson());
        screen.line("Plan " + plan.digest() + " is in " + planOut + ".");
      }
      return out == null ? ExitCode.DONE : mask(out, plan, keys);
    } catch (DatasetException e) {
      throw new CommandException(code(e), String.valueOf(e.getMessage()));
    }
  }

  private MaskingKeys keys() throws DatasetException, IOException {
    Path file =
        keyFile == null ? Home.ofUser().root().resolve("keys").resolve("masking.key") : keyFile;
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    MaskingKeys keys = MaskingKeys.openOrCreate(file);
    return reversalKey == null ? keys : keys.withReversal(MaskingKeys.openOrCreate(reversalKey));
  }

  /** Offline and by the key alone: whoever holds its file may do this. */
  private int reverse() throws DatasetException {
    if (out == null || reversalKey == null) {
      throw new CommandException(
          ExitCode.WRONG_USE, "Name the file to write with --out and the key with --reversal-key.");
    }
    if (!Files.exists(reversalKey)) {
      throw new CommandException(
          ExitCode.WRONG_USE, "There is no reversal key '" + reversalKey + "'.");
    }
    MaskOptions options = MaskOptions.defaults().withThreads(threads);
    long tokens =
        MaskingEngine.reverse(
            in,
            out,
            MaskingKeys.openOrCreate(reversalKey),
            domain(),
            options,
            progress("reversing"));
    screen.line(Text.count(tokens) + " tokens turned back: " + out);
    return ExitCode.DONE;
  }

  private MaskingPlan plan(MaskingKeys keys) throws DatasetException, IOException {
    if (planFile == null) {
      DatasetProfile profile = MaskingEngine.profile(in, reading(), progress("reading"));
      return MaskingEngine.propose(in, profile, proposal(keys), progress("planning"))
          .withSuppressionBelow(suppressBelow);
    }
    List<String> named = new ArrayList<>();
    if (encoding != null) {
      named.add("--encoding");
    }
    if (preset != null) {
      named.add("--preset");
    }
    if (domain != null) {
      named.add("--domain");
    }
    if (suppressBelow != 0) {
      named.add("--suppress-below");
    }
    if (!named.isEmpty()) {
      throw new CommandException(
          ExitCode.WRONG_USE,
          "A plan says by itself what these would say: leave out "
              + String.join(" and ", named)
              + " beside --plan, or change the plan.");
    }
    try {
      return MaskingPlan.fromJson(Files.readString(planFile));
    } catch (IllegalArgumentException e) {
      throw new CommandException(
          ExitCode.WRONG_USE, "The plan '" + planFile + "' cannot be used: " + e.getMessage());
    }
  }

  private String domain() {
    return domain == null ? "default" : domain;
  }

  private ReadOptions reading() {
    ReadOptions options = ReadOptions.defaults().withThreads(threads);
    try {
      return encoding == null ? options : options.withEncoding(encoding);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.WRONG_USE, String.valueOf(e.getMessage()));
    }
  }

  private ProposeOptions proposal(MaskingKeys keys) {
    return ProposeOptions.withKey(keys.primaryId())
        .withDomain(domain())
        .withPreset(
            preset == null ? Preset.STANDARD : preset, Year.now(Clock.systemUTC()).getValue());
  }

  private int mask(Path target, MaskingPlan plan, MaskingKeys keys)
      throws DatasetException, IOException {
    if (Files.exists(target)) {
      throw new CommandException(
          ExitCode.WRONG_USE, target + ": there is such a file already. Choose another name.");
    }
    // Under a hidden name until it is checked; a killed run goes on there.
    Path unchecked = target.resolveSibling(".unchecked-" + target.getFileName());
    MaskOptions options = MaskOptions.defaults().withThreads(threads).withOverwrite(true);
    MaskingReport masked =
        MaskingEngine.mask(in, unchecked, plan, keys, options, progress("masking"));
    try {
      VerificationReport checked =
          MaskingEngine.verify(in, unchecked, plan, keys, options, progress("verifying"));
      release(masked, checked, unchecked, target);
      return ExitCode.DONE;
    } finally {
      Files.deleteIfExists(unchecked);
    }
  }

  /** Gives the output its name if the check has found nothing in it. */
  private void release(
      MaskingReport masked, VerificationReport checked, Path unchecked, Path target)
      throws IOException {
    if (report != null) {
      Files.writeString(
          report,
          "{\"masking\":" + masked.toJson() + ",\"verification\":" + checked.toJson() + "}\n");
    }
    if (!checked.outputSha256().equals(masked.outputSha256())) {
      throw new CommandException(
          ExitCode.VERIFICATION_FAILED,
          "The output was changed by somebody before it was checked, so it was removed. Mask again,"
              + " into a folder that nobody else writes to.");
    }
    if (!checked.clean()) {
      throw new CommandException(
          ExitCode.VERIFICATION_FAILED,
          "The check found "
              + (checked.survivors() + checked.unmaskedIdentifiers())
              + " identifiers in the output, so it was removed. Correct the plan: --plan-out shows"
              + " it.");
    }
    Files.move(unchecked, target);
    screen.line(
        String.format(
            "%s rows, %s cells masked, 0 survivors. %s in %.1f s, checked in %.1f s: %s",
            Text.count(masked.rows()),
            Text.count(masked.cellsMasked()),
            Text.bytes(masked.inputBytes()),
            masked.seconds(),
            checked.seconds(),
            target));
  }

  private Progress progress(String step) {
    long started = System.nanoTime();
    return (done, total, rows) -> {
      double seconds = Math.max(0.001, (System.nanoTime() - started) / 1e9);
      screen.status(
          step
              + "  "
              + Text.count(rows)
              + " rows, "
              + Text.bytes(done)
              + " of "
              + Text.bytes(total)
              + ", "
              + Text.bytes(done / seconds)
              + "/s");
    };
  }

  private static int code(DatasetException e) {
    return switch (e.kind()) {
      case DESTINATION_EXISTS, PLAN_INVALID, PLAN_MISMATCH, NOT_READABLE -> ExitCode.WRONG_USE;
      default -> ExitCode.FAILED;
    };
  }
}
