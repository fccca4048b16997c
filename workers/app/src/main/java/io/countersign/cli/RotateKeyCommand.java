package io.countersign.cli;

import io.countersign.ledger.keys.LogKeys;
import io.countersign.ledger.log.LogLockedException;
import io.countersign.ledger.log.LogWriter;
import io.countersign.ledger.log.Publication;
import io.countersign.ledger.note.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Changes the ledger's signing key where the key lies. Not through the server: whoever holds a
 * token of the API must not be able to choose who signs the record.
 */
@Command(
    name = "rotate-key",
    description = "Change the signing key; run it where the key lies, while nothing writes.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Stop the application first (all instances). The old key announces the new one in the log, and",
      "both sign that checkpoint; whoever trusts the old key follows. Then give the new verifier",
      "string to the operators of your witnesses, who add it with --log, and start the application."
    })
final class RotateKeyCommand implements Callable<Integer> {

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "The application's data. Default: $COUNTERSIGN_DATA_DIR.")
  private @Nullable Path data;

  @Option(names = "--log", paramLabel = "DIR", description = "The log (DATA/ledger).")
  private @Nullable Path log;

  @Option(names = "--keys", paramLabel = "DIR", description = "Its key (DATA/ledger-keys).")
  private @Nullable Path keys;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why; kept beside the keys, and committed to in the log.")
  private String reason;

  @Override
  public Integer call() throws IOException {
    if (reason.isBlank()) {
      throw new CommandException(ExitCode.WRONG_USE, "--reason is empty; say why.");
    }
    Path logFolder = folder(log, "ledger", "--log");
    Path keyFolder = folder(keys, "ledger-keys", "--keys");
    if (!Files.isRegularFile(logFolder.resolve("checkpoint"))) {
      throw new CommandException(ExitCode.WRONG_USE, "'" + logFolder + "' holds no log.");
    }
    LogKeys folder = new LogKeys(keyFolder);
    SigningKey old = folder.open(TrustedLogs.claimedOrigin(logFolder), logFolder);
    try (LogWriter writer = LogWriter.open(logFolder, old, Clock.systemUTC())) {
      Publication published = folder.rotate(writer, reason, Clock.systemUTC());
      SigningKey next = folder.open(old.name(), logFolder);
      System.out.println("Until entry " + published.firstIndex() + ": " + old.verifier());
      System.out.println("From then on: " + next.verifier());
      return ExitCode.DONE;
    } catch (LogLockedException e) {
      throw new CommandException(ExitCode.FAILED, String.valueOf(e.getMessage()) + ".");
    }
  }

  private Path folder(@Nullable Path named, String usual, String option) {
    if (named != null) {
      return named;
    }
    String set = System.getenv("COUNTERSIGN_DATA_DIR");
    if (data != null) {
      return data.resolve(usual);
    }
    if (set == null || set.isBlank()) {
      throw new CommandException(
          ExitCode.WRONG_USE, "Where is it? Name --data-dir, or " + option + ".");
    }
    return Path.of(set).resolve(usual);
  }
}
