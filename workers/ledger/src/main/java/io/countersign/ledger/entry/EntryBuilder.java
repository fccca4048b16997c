package io.countersign.ledger.entry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Collects the optional fields of an {@link Entry}. */
public final class EntryBuilder {
  private final String kind;
  private final String id;
  private final Instant time;
  private Optional<Sequence> sequence = Optional.empty();
  private Optional<String> action = Optional.empty();
  private OptionalLong previous = OptionalLong.empty();
  private Optional<EngineCoordinates> engine = Optional.empty();
  private final List<Subject> subjects = new ArrayList<>();
  private final Map<String, Digest> digests = new LinkedHashMap<>();
  private final Map<String, Commitment> commitments = new LinkedHashMap<>();
  private final List<PinnedVersion> models = new ArrayList<>();
  private final List<PinnedVersion> policies = new ArrayList<>();
  private final Map<String, String> classes = new LinkedHashMap<>();
  private final Map<String, Long> counts = new LinkedHashMap<>();

  EntryBuilder(String kind, String id, Instant time) {
    this.kind = kind;
    this.id = id;
    this.time = time;
  }

  public EntryBuilder sequence(String source, long number) {
    sequence = Optional.of(new Sequence(source, number));
    return this;
  }

  public EntryBuilder action(String value) {
    action = Optional.of(value);
    return this;
  }

  /** The index of the previous entry of the same action; usually set by the appender. */
  public EntryBuilder previous(long index) {
    previous = OptionalLong.of(index);
    return this;
  }

  public EntryBuilder engine(EngineCoordinates coordinates) {
    engine = Optional.of(coordinates);
    return this;
  }

  public EntryBuilder subject(String type, String value) {
    subjects.add(new Subject(type, value));
    return this;
  }

  public EntryBuilder digest(String name, Digest digest) {
    digests.put(name, digest);
    return this;
  }

  public EntryBuilder commitment(String name, Commitment commitment) {
    commitments.put(name, commitment);
    return this;
  }

  public EntryBuilder model(PinnedVersion version) {
    models.add(version);
    return this;
  }

  public EntryBuilder policy(PinnedVersion version) {
    policies.add(version);
    return this;
  }

  /** A word from a closed vocabulary. */
  public EntryBuilder classified(String name, String value) {
    classes.put(name, value);
    return this;
  }

  public EntryBuilder count(String name, long value) {
    counts.put(name, value);
    return this;
  }

  /**
   * The entry.
   *
   * @throws IllegalArgumentException naming the field that does not have its form
   */
  public Entry build() {
    return new Entry(
        kind,
        id,
        time,
        sequence,
        action,
        previous,
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
