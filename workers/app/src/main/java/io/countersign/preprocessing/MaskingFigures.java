package io.countersign.preprocessing;

import java.time.Instant;
import java.util.List;

/** How masking goes, in numbers. */
public interface MaskingFigures {

  /**
   * A masking run that has ended.
   *
   * @param rows records that were read
   * @param cells cells of which at least a part was replaced
   * @param seconds how long it took
   */
  record Run(Instant finishedAt, long rows, long cells, double seconds) {}

  /** The latest runs, oldest first. */
  List<Run> latest(int most);
}
