package io.countersign.masking;

import io.countersign.masking.internal.detect.TextScanner;
import io.countersign.masking.internal.formats.Formats;
import io.countersign.masking.internal.mask.Census;
import io.countersign.masking.internal.mask.Masker;
import io.countersign.masking.internal.mask.Planner;
import io.countersign.masking.internal.mask.Reverser;
import io.countersign.masking.internal.verify.Verifier;
import java.nio.file.Path;
import java.util.List;

/**
 * Masks datasets (CSV, JSON Lines, Parquet): profile, propose, mask, verify. Every step streams,
 * uses bounded memory, and is safe to call from several threads.
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
    return Formats.profile(in, options, progress);
  }

  /**
   * The columns and the first rows of a JSON Lines or Parquet file, for people to look at; nothing
   * for CSV, which any reader can show.
   *
   * @param rows at most so many, without the columns
   */
  public static List<List<String>> head(Path in, int rows) throws DatasetException {
    return Formats.head(in, rows);
  }

  /**
   * Samples the file and proposes what to do with each column. The same file gives the same plan.
   * Where the plan leaves quasi-identifiers, all rows are read once more for its census.
   */
  public static MaskingPlan propose(
      Path in, DatasetProfile profile, ProposeOptions options, Progress progress)
      throws DatasetException {
    MaskingPlan plan = Planner.propose(profile, Formats.sample(in, profile, progress), options);
    return options.census() && Census.matters(plan) ? plan.withCensus(census(in, plan)) : plan;
  }

  /**
   * Counts how many rows share their quasi-identifiers as a plan would leave them; for a plan that
   * was edited.
   */
  public static KAnonymity census(Path in, MaskingPlan plan) throws DatasetException {
    return Census.of(in, Formats.input(plan, in), plan, ReadOptions.DEFAULT_MAX_CELL_BYTES, 0)
        .result();
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
    return new Masker(
            Formats.input(plan, out),
            output -> Formats.writer(in, out, output, plan, options.maxCellBytes()),
            in,
            out,
            plan,
            keys,
            options)
        .run(progress);
  }

  /**
   * Turns the tokens of {@code reversible} columns of a CSV or JSON Lines file back; everything
   * else stays. No server decides on this: whoever holds the keys can do it.
   *
   * @param reversal the keys that the file was masked with as {@link MaskingKeys#reversal()}
   * @param domain of the plan
   * @return the number of tokens that were turned back
   * @throws DatasetException KEY_INVALID with the place of the first token of another key
   */
  public static long reverse(
      Path in,
      Path out,
      MaskingKeys reversal,
      String domain,
      MaskOptions options,
      Progress progress)
      throws DatasetException {
    return new Reverser(in, out, reversal, domain, options).run(progress);
  }

  /**
   * Reads input and output again and looks for originals in the output. {@link
   * VerificationReport#survivors()} must be 0.
   */
  public static VerificationReport verify(
      Path in, Path out, MaskingPlan plan, MaskingKeys keys, MaskOptions options, Progress progress)
      throws DatasetException {
    return new Verifier(
            Formats.input(plan, out), Formats.output(plan, out), in, out, plan, keys, options)
        .run(progress);
  }
}
