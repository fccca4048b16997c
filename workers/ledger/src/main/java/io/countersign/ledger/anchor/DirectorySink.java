package io.countersign.ledger.anchor;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.log.LogReader;
import io.countersign.ledger.log.WriteOnceFile;
import io.countersign.ledger.note.Checkpoint;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.tree.Hash;
import io.countersign.ledger.tree.ProofVerifier;
import io.countersign.ledger.tree.Rfc6962;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A directory, best one that the log's operator cannot change, to which checkpoints are copied: one
 * file each, never replaced. A checkpoint is added only if it continues the one before; the proof
 * of that is added with it.
 *
 * <p>{@code checkpoint-<size>} holds the signed note, {@code consistency-<from>-<to>} the hashes of
 * the proof in Base64, one a line. Sizes have twenty digits, so that names sort like sizes.
 */
public final class DirectorySink implements AnchorPoint {
  private static final Pattern CHECKPOINT = Pattern.compile("checkpoint-([0-9]{20})");

  private final Path directory;
  private final Clock clock;

  /**
   * Copies to a directory.
   *
   * @param directory an existing one, for one log
   */
  public DirectorySink(Path directory, Clock clock) {
    this.directory = directory.toAbsolutePath().normalize();
    this.clock = clock;
  }

  @Override
  public String name() {
    return "directory " + directory;
  }

  /** Checkpoints that a sink holds, the largest last; for whoever verifies a log against them. */
  public static List<Path> checkpoints(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> CHECKPOINT.matcher(String.valueOf(file.getFileName())).matches())
          .sorted(Comparator.comparing(file -> String.valueOf(file.getFileName())))
          .toList();
    }
  }

  @Override
  public Anchoring anchor(LogReader log, SignedNote note) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new IOException("'%s' is not there; create or mount it".formatted(directory));
    }
    Checkpoint next = parse("the log's checkpoint", note);
    Checkpoint last = last().orElse(new Checkpoint(next.origin(), 0, Rfc6962.EMPTY_ROOT));
    if (!last.origin().equals(next.origin())) {
      throw new IOException(
          "'%s' holds checkpoints of %s; give %s a directory of its own"
              .formatted(directory, last.origin(), next.origin()));
    }
    return last.size() <= next.size() ? add(log, note, last, next) : larger(log, last);
  }

  private Anchoring add(LogReader log, SignedNote note, Checkpoint last, Checkpoint next)
      throws IOException {
    List<Hash> proof = log.consistency(last.size(), next.size());
    if (!ProofVerifier.consistent(last.size(), last.root(), next.size(), next.root(), proof)) {
      return new Anchoring.Contradicted(
          last.size(),
          "%s holds another log %s of %d entries; this one of %d does not continue it"
              .formatted(directory, last.origin(), last.size(), next.size()));
    }
    if (last.size() < next.size()) {
      WriteOnceFile.create(
          directory.resolve("consistency-%020d-%020d".formatted(last.size(), next.size())),
          proof.stream()
              .map(hash -> hash.base64() + "\n")
              .collect(Collectors.joining())
              .getBytes(StandardCharsets.US_ASCII));
      WriteOnceFile.create(
          directory.resolve("checkpoint-%020d".formatted(next.size())), note.encode());
    }
    return new Anchoring.Confirmed(next.size(), clock.instant());
  }

  /** Another instance may have added a newer checkpoint of the same log meanwhile. */
  private Anchoring larger(LogReader log, Checkpoint last) throws IOException {
    Checkpoint now = log.checkpoint();
    if (last.size() <= now.size() && log.root(last.size()).equals(last.root())) {
      return new Anchoring.Confirmed(last.size(), clock.instant());
    }
    return new Anchoring.Contradicted(
        last.size(),
        "%s holds a checkpoint of %d entries of %s, this log has %d"
            .formatted(directory, last.size(), last.origin(), now.size()));
  }

  private Optional<Checkpoint> last() throws IOException {
    List<Path> files = checkpoints(directory);
    if (files.isEmpty()) {
      return Optional.empty();
    }
    Path file = files.getLast();
    try {
      Checkpoint checkpoint = parse(file.toString(), SignedNote.parse(Files.readAllBytes(file)));
      Matcher name = CHECKPOINT.matcher(String.valueOf(file.getFileName()));
      if (!name.matches() || Long.parseLong(name.group(1)) != checkpoint.size()) {
        throw new IOException(
            "%s holds a checkpoint of %d entries; somebody changed it"
                .formatted(file, checkpoint.size()));
      }
      return Optional.of(checkpoint);
    } catch (FormatException e) {
      throw new IOException(file + ": somebody changed it: " + e.getMessage(), e);
    }
  }

  private static Checkpoint parse(String where, SignedNote note) throws IOException {
    try {
      return Checkpoint.parse(note.text());
    } catch (FormatException e) {
      throw new IOException(where + ": " + e.getMessage(), e);
    }
  }
}
