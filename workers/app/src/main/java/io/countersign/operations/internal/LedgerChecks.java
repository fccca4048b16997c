package io.countersign.operations.internal;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.log.LogFiles;
import io.countersign.ledger.note.Checkpoint;
import io.countersign.operations.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;

/** The log: whether it is there, and since when others have confirmed it. */
final class LedgerChecks {

  private static final Duration OLD = Duration.ofHours(24);
  private static final String DEFAULT_ORIGIN = "countersign.local/ledger";

  private final Environment environment;
  private final Clock clock;
  private final List<Check> checks;

  LedgerChecks(Environment environment, Clock clock, List<Check> checks) {
    this.environment = environment;
    this.clock = clock;
    this.checks = checks;
  }

  void run() throws IOException {
    if (value("countersign.ledger.origin").orElse(DEFAULT_ORIGIN).equals(DEFAULT_ORIGIN)) {
      checks.add(
          Check.warning(
              "ledger.origin",
              "The log has the name that every installation has by default.",
              "Before the first start, set countersign.ledger.origin to a name of yours."));
    }
    Path directory =
        value("countersign.ledger.dir")
            .or(() -> value("countersign.data-dir").map(data -> data + "/ledger"))
            .map(Path::of)
            .orElse(Path.of("ledger"));
    LogFiles files = new LogFiles(directory);
    if (!Files.exists(files.checkpoint())) {
      checks.add(
          Check.note("ledger", "There is no log in '" + directory + "' yet.", "'serve' makes it."));
      return;
    }
    try {
      Checkpoint published = Checkpoint.parse(files.note(files.checkpoint()).text());
      checks.add(Check.ok("ledger", "The log holds " + published.size() + " entries."));
      checks.add(anchoring(files, published.size()));
    } catch (FormatException e) {
      checks.add(
          Check.problem(
              "ledger",
              "Its checkpoint cannot be read: " + e.getMessage(),
              "Restore the log from its backup; never write it anew."));
    }
  }

  private Optional<String> value(String setting) {
    return TogetherSettings.value(environment, setting);
  }

  private Check anchoring(LogFiles files, long size) throws IOException {
    boolean configured =
        value("countersign.ledger.witnesses[0].url").isPresent()
            || value("countersign.ledger.timestamp.url").isPresent()
            || value("countersign.ledger.sinks[0].dir").isPresent();
    if (!configured) {
      return Check.warning(
          "ledger.anchoring",
          "Nobody else confirms the log: whoever has its key could write it anew.",
          "Run 'countersign witness' elsewhere and set countersign.ledger.witnesses.");
    }
    long confirmed = newest(files);
    if (confirmed >= size) {
      return Check.ok("ledger.anchoring", "Others have confirmed all of it.");
    }
    Duration age =
        confirmed == 0
            ? OLD.plusSeconds(1)
            : Duration.between(modified(files.checkpoint(confirmed)), clock.instant());
    String found =
        confirmed == 0
            ? "Nobody has confirmed anything yet."
            : "Others have confirmed %d of %d entries, %d minutes ago."
                .formatted(confirmed, size, age.toMinutes());
    return age.compareTo(OLD) > 0
        ? Check.problem(
            "ledger.anchoring", found, "'countersign ledger show' says which place fails, and why.")
        : Check.ok("ledger.anchoring", found);
  }

  private static long newest(LogFiles files) throws IOException {
    if (!Files.isDirectory(files.checkpoints())) {
      return 0;
    }
    try (Stream<Path> kept = Files.list(files.checkpoints())) {
      return kept.map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.matches("[0-9]{1,18}"))
          .mapToLong(Long::parseLong)
          .max()
          .orElse(0);
    }
  }

  private static Instant modified(Path file) throws IOException {
    return Files.getLastModifiedTime(file).toInstant();
  }
}
