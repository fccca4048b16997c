package io.countersign.ledger.verify;

import io.countersign.ledger.log.LogDamagedException;
import io.countersign.ledger.log.LogFiles;
import io.countersign.ledger.note.Checkpoint;
import io.countersign.ledger.note.SignedNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Verifies a log's directory, offline, from raw bytes: entries, tiles, signatures, kept
 * checkpoints, and the chain of each action. Reads every byte once; memory grows with the number of
 * actions, about 100 bytes each.
 */
public final class LogVerifier {
  private final TrustPolicy policy;

  /** A verifier for the log that the policy names. */
  public LogVerifier(TrustPolicy policy) {
    this.policy = policy;
  }

  /** Verifies without telling how far it is. */
  public Verdict verify(Path directory) throws IOException {
    return verify(directory, done -> {});
  }

  /**
   * Verifies a log.
   *
   * @param progress told the number of entries done, after each bundle
   * @throws IOException if a file that is there cannot be read
   */
  public Verdict verify(Path directory, LongConsumer progress) throws IOException {
    try {
      return run(new LogFiles(directory), progress);
    } catch (FaultException e) {
      return new Verdict.Broken(e.fault());
    }
  }

  private Verdict run(LogFiles files, LongConsumer progress) throws IOException {
    KeptCheckpoints kept = new KeptCheckpoints(policy);
    SignedNote note = note(files, files.checkpoint());
    CurrentCheckpoint current = new CurrentCheckpoint(policy, note);
    for (Path file : keptFiles(files)) {
      Path timestamp = file.resolveSibling(file.getFileName() + ".tsr");
      kept.addKept(relative(files, file), note(files, file), timestamp);
    }
    int number = 1;
    for (SignedNote known : policy.known()) {
      kept.add("known checkpoint " + number++, known, true);
    }
    kept.add(LogFiles.CHECKPOINT, note, false);
    Checkpoint checkpoint = current.checkpoint();
    new TreeCheck(files, checkpoint, kept).run(progress);
    current.requireTrusted(kept.trustedKeys());
    kept.requireNoneLeft(checkpoint.size());
    return new Verdict.Sound(checkpoint, kept.anchor(), kept.stamped());
  }

  private static SignedNote note(LogFiles files, Path file) throws IOException {
    try {
      return files.note(file);
    } catch (LogDamagedException e) {
      throw new FaultException(Problem.CHECKPOINT_MALFORMED, relative(files, file), e.problem());
    }
  }

  private static List<Path> keptFiles(LogFiles files) throws IOException {
    try (Stream<Path> list = Files.list(files.checkpoints())) {
      return list.filter(file -> String.valueOf(file.getFileName()).matches("[0-9]+"))
          .sorted()
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static String relative(LogFiles files, Path file) {
    return files.directory().relativize(file).toString();
  }
}
