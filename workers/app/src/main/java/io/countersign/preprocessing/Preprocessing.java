package io.countersign.preprocessing;

import io.countersign.datasets.Revision;
import io.countersign.masking.DatasetException;
import io.countersign.masking.Progress;
import java.nio.file.Path;

/** Drives the masking library for datasets. Every step can be repeated without doing it twice. */
public interface Preprocessing {

  /** Reads a file once and registers it as an original revision. */
  Revision fingerprint(String dataset, Path source, Progress progress) throws DatasetException;

  /** Proposes a plan for an original revision and stores it. */
  PlanSummary propose(Revision original, Progress progress) throws DatasetException;

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
