package io.countersign.ledger.entry;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One entry of the log: references, digests, counts and classes, never data. Its bytes are made by
 * {@link EntryWriter} and read by {@link EntryReader}; FORMAT.md specifies them.
 *
 * @param kind what happened, lower-case words joined by dots, such as {@code decision.approved}
 * @param id identifies the entry for ever; the writer's caller uses it to find entries again
 * @param time when it happened by the source's clock, whole milliseconds, years 0000 to 9999
 * @param sequence where the entry came from
 * @param action the action that it belongs to
 * @param previous index of the previous entry of the same action; empty for its first
 * @param subjects what and whom it is about
 * @param digests SHA-256 digests by name, such as {@code action}, {@code shown}
 * @param commitments salted commitments to payloads by name
 * @param engine where the engine recorded the same
 * @param models process models in force
 * @param policies policies in force
 * @param classes words from closed vocabularies by name, such as {@code effect}, {@code verdict}
 * @param counts numbers by name, 0 to 2^53 - 1
 */
public record Entry(
    String kind,
    String id,
    Instant time,
    Optional<Sequence> sequence,
    Optional<String> action,
    OptionalLong previous,
    List<Subject> subjects,
    Map<String, Digest> digests,
    Map<String, Commitment> commitments,
    Optional<EngineCoordinates> engine,
    List<PinnedVersion> models,
    List<PinnedVersion> policies,
    Map<String, String> classes,
    Map<String, Long> counts) {
  /** The value of an entry's {@code format} field. */
  public static final String FORMAT = "countersign/v1";

  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  public Entry {
    Require.kind(kind);
    Require.token(id, "id");
    if (!time.truncatedTo(ChronoUnit.MILLIS).equals(time)
        || time.isBefore(FIRST)
        || time.isAfter(LAST)) {
      throw new IllegalArgumentException("time is whole milliseconds in years 0 to 9999: " + time);
    }
    action.ifPresent(value -> Require.token(value, "action"));
    previous.ifPresent(index -> Require.integer(index, "previous"));
    if (previous.isPresent() && action.isEmpty()) {
      throw new IllegalArgumentException("previous needs an action");
    }
    subjects = List.copyOf(subjects);
    digests = Require.names(digests, "digests");
    commitments = Require.names(commitments, "commitments");
    models = List.copyOf(models);
    policies = List.copyOf(policies);
    classes = Require.names(classes, "classes");
    classes.forEach((name, value) -> Require.token(value, "class " + name));
    counts = Require.names(counts, "counts");
    counts.forEach((name, value) -> Require.integer(value, "count " + name));
  }

  /**
   * Begins an entry.
   *
   * @param time cut to whole milliseconds
   */
  public static EntryBuilder of(String kind, String id, Instant time) {
    return new EntryBuilder(kind, id, time.truncatedTo(ChronoUnit.MILLIS));
  }

  /** This entry with the index of the previous entry of its action. */
  public Entry withPrevious(OptionalLong index) {
    return new Entry(
        kind,
        id,
        time,
        sequence,
        action,
        index,
        subjects,
        digests,
        commitments,
        engine,
        models,
        policies,
        classes,
        counts);
  }
}
