package io.countersign.record.internal;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.log.LogFiles;
import io.countersign.ledger.note.Cosignature;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.ledger.timestamp.Timestamp;
import io.countersign.ledger.timestamp.TimestampAuthorities;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * How much of the log is anchored, by the kept checkpoints: those that the configured witnesses
 * have cosigned, or the configured authority has time-stamped. Whether they fit the log is for
 * {@link LogCheck} to say.
 */
@Component
class AnchoredPart {

  private final LedgerPlace place;
  private final AnchorSettings settings;
  private final int quorum;

  AnchoredPart(LedgerPlace place, AnchorSettings settings, LedgerProperties properties) {
    this.place = place;
    this.settings = settings;
    this.quorum = properties.quorum();
  }

  /** Entries, counted from the first, that are anchored, and since when. */
  record Anchored(long size, Instant at) {}

  /** The anchored part of the log at a size. */
  Optional<Anchored> of(long size) {
    LogFiles files = new LogFiles(place.directory());
    try {
      return sizes(files)
          .filter(kept -> kept > 0 && kept <= size)
          .sorted(Comparator.reverseOrder())
          .map(kept -> at(files, kept).map(time -> new Anchored(kept, time)))
          .flatMap(Optional::stream)
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Stream<Long> sizes(LogFiles files) throws IOException {
    try (Stream<Path> list = Files.list(files.checkpoints())) {
      return list
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.matches("[0-9]{1,18}"))
          .map(Long::valueOf)
          .toList()
          .stream();
    } catch (NoSuchFileException e) {
      return Stream.of();
    }
  }

  private Optional<Instant> at(LogFiles files, long size) {
    try {
      SignedNote note = files.note(files.checkpoint(size));
      Optional<Instant> witnessed = witnessed(note);
      return witnessed.isPresent() ? witnessed : stamped(note, files.timestamp(size));
    } catch (IOException | FormatException e) {
      return Optional.empty();
    }
  }

  private Optional<Instant> witnessed(SignedNote note) throws FormatException {
    Set<VerifierKey> cosigners = note.verify(settings.witnesses());
    List<Instant> times =
        cosigners.stream()
            .flatMap(
                key ->
                    note.signatures().stream()
                        .filter(key::matches)
                        .map(line -> Instant.ofEpochSecond(Cosignature.time(line).orElse(0)))
                        .limit(1))
            .sorted()
            .toList();
    return times.size() >= quorum ? Optional.of(times.get(quorum - 1)) : Optional.empty();
  }

  private Optional<Instant> stamped(SignedNote note, Path response) throws IOException {
    TimestampAuthorities authorities = settings.authorities();
    if (authorities.isEmpty() || !Files.exists(response)) {
      return Optional.empty();
    }
    byte[] text = note.text().getBytes(StandardCharsets.UTF_8);
    return authorities.check(Files.readAllBytes(response), text) instanceof Timestamp.Valid valid
        ? Optional.of(valid.at())
        : Optional.empty();
  }
}
