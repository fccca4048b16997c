package io.countersign.masking;

import io.countersign.masking.internal.csv.Profiler;
import io.countersign.masking.internal.detect.TextScanner;
import io.countersign.masking.internal.mask.Masker;
import io.countersign.masking.internal.mask.Planner;
import io.countersign.masking.internal.verify.Verifier;
import java.nio.file.Path;

/**
 * Masks datasets: profile, propose, mask, verify. Every step streams, uses bounded memory, and is
 * safe to call from several threads.
 */
public final class MaskingEngine {
  private MaskingEngine() {}

  /** The detector that plans of this version name. */
  public static String detectorVersion() {
    return TextScanner.VERSION;
  }

  /**
   * Reads the whole file once: its digest, dialect, columns and number of rows.
   *
   * @throws DatasetException when it cannot be read as a table, with line, column and offset
   */
  public static DatasetProfile profile(Path in, ReadOptions options, Progress progress)
      throws DatasetException {
    return Profiler.profile(in, options, progress);
  }

  /**
   * Samples the file and proposes what to do with each column. The same file gives the same plan.
   */
  public static MaskingPlan propose(
      Path in, DatasetProfile profile, ProposeOptions options, Progress progress)
      throws DatasetException {
    return Planner.propose(in, profile, options, progress);
  }

  /**
   * Carries out a plan. The output appears under its name only when it is complete and on disk; on
   * any failure nothing is left.
   *
   * @throws DatasetException PLAN_MISMATCH or CHANGED when the plan is for another detector, other
   *     keys or other bytes
   */
  public static MaskingReport mask(
      Path in, Path out, MaskingPlan plan, MaskingKeys keys, MaskOptions options, Progress progress)
      throws DatasetException {
    return new Masker(in, out, plan, keys, options).run(progress);
  }

  /**
   * Reads input and output again and looks for originals in the output. {@link
   * VerificationReport#survivors()} must be 0.
   */
  public static VerificationReport verify(
      Path in, Path out, MaskingPlan plan, MaskingKeys keys, MaskOptions options, Progress progress)
      throws DatasetException {
    return new Verifier(in, out, plan, keys, options).run(progress);
  }
}
