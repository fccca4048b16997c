package io.countersign.preprocessing;

import io.countersign.datasets.Revision;
import io.countersign.masking.DatasetException;
import io.countersign.masking.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Drives the masking library for datasets. Every step can be repeated without doing it twice. */
public interface Preprocessing {

  /** Reads a file once and registers it as an original revision. */
  Revision fingerprint(String dataset, Path source, Progress progress) throws DatasetException;

  /**
   * Proposes a plan for an original revision and stores it.
   *
   * @param decided treatments that people have decided, by column; a column that is not there is
   *     left out
   */
  PlanSummary propose(Revision original, Map<String, String> decided, Progress progress)
      throws DatasetException;

  /**
   * A stored plan with stronger treatments for some of its columns, stored as well.
   *
   * @param treatments by column, for example {@code redact}
   */
  Strengthened strengthen(String planDigest, Map<String, String> treatments);

  /**
   * The stored plan of this digest, in counts and classes.
   *
   * @throws IllegalArgumentException when there is none
   */
  PlanSummary plan(String planDigest);

  /** Masks by a stored plan; a finished result of an earlier run is found and used. */
  Masked mask(Revision original, String planDigest, Progress progress) throws DatasetException;

  /** Checks a masked revision against its original, independently of how it was made. */
  Checked verify(Revision original, Revision masked, Progress progress) throws DatasetException;

  /** What came of making a plan stronger. */
  sealed interface Strengthened {

    /** The stronger plan. */
    record Plan(PlanSummary summary) implements Strengthened {}

    /** It would not be stronger, or makes no sense; nothing was stored. */
    record Rejected(List<String> problems) implements Strengthened {}
  }

  /**
   * A masked revision.
   *
   * @param cellsMasked cells of which at least a part was replaced
   */
  record Masked(Revision revision, long cellsMasked) {}

  /**
   * What the independent check found.
   *
   * @param survivors masked originals that stand in the output, or identifiers that are no tokens
   * @param residualRisk upper bound (95 %) of the share of cells that still hold a known original
   */
  record Checked(long survivors, double residualRisk) {}
}
