package io.countersign.spi.lineage;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The beginning or the end of a run: who did what with which data, without a single value of it.
 * The same run at the same phase is always the same event, so a receiver may get it twice.
 *
 * @param run which run
 * @param phase beginning or end
 * @param at when
 * @param parent the run that this one is a part of
 * @param root the outermost of its parents
 * @param inputs what it reads
 * @param outputs what it made; empty at its beginning
 * @param approval what was decided in it, where it is a review
 * @param action the action that it serves, by name: its id, digest, effect, who asked
 * @param fault why it failed, where it did
 */
public record LineageEvent(
    RunRef run,
    Phase phase,
    Instant at,
    Optional<RunRef> parent,
    Optional<RunRef> root,
    List<DatasetRef> inputs,
    List<DatasetRef> outputs,
    Optional<Approval> approval,
    Map<String, String> action,
    Optional<String> fault) {

  public LineageEvent {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    action = Map.copyOf(action);
  }

  /** How far a run is. The last three are ends. */
  public enum Phase {
    START,
    COMPLETE,
    ABORT,
    FAIL
  }

  /**
   * A run.
   *
   * @param key names it for ever
   * @param began when; with the key, this is what its id is made of
   * @param job what kind of run it is, {@code process.element}
   */
  public record RunRef(String key, Instant began, String job) {}

  /**
   * What a run read or made.
   *
   * @param kind what it is
   * @param name the dataset's name; for a release, the id of the action that was let go ahead
   * @param version digest of the content, where it has any
   * @param target where a copy lies, as the action named it
   * @param columns what is known of its columns
   */
  public record DatasetRef(
      Kind kind,
      String name,
      Optional<String> version,
      Map<String, String> target,
      List<Column> columns) {

    public DatasetRef {
      target = Map.copyOf(target);
      columns = List.copyOf(columns);
    }

    /** What a run can read or make. */
    public enum Kind {
      /** A dataset as it came in. */
      ORIGINAL,
      /** A dataset after masking. */
      MASKED,
      /** Permission to go ahead; read by the effect that it lets happen. */
      RELEASE,
      /** What an effect left in the world. */
      COPY
    }
  }

  /**
   * A column.
   *
   * @param tags classes of data that may stand in it
   * @param sources what it was made from
   */
  public record Column(String name, List<String> tags, List<Source> sources) {

    public Column {
      tags = List.copyOf(tags);
      sources = List.copyOf(sources);
    }
  }

  /**
   * Where a column comes from.
   *
   * @param dataset without columns of its own
   * @param treatment what was done, for example {@code token}; {@code keep} for nothing
   * @param masked whether anything was replaced
   */
  public record Source(DatasetRef dataset, String column, String treatment, boolean masked) {}

  /**
   * What people decided.
   *
   * @param verdict {@code approved}, {@code denied}, …; {@code open} before the end
   * @param subjectDigest of what they decided on
   * @param shownDigest of what they were shown
   * @param policy the policy that asked for them, and its version
   */
  public record Approval(
      String verdict,
      String subjectDigest,
      String shownDigest,
      Optional<String> policy,
      List<Vote> votes) {

    public Approval {
      votes = List.copyOf(votes);
    }
  }

  /** One decision of one person. */
  public record Vote(
      String person,
      Optional<String> inPlaceOf,
      String group,
      String choice,
      String channel,
      Optional<String> comment,
      Instant at) {}
}
