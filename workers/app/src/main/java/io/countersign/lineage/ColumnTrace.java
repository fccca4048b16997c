package io.countersign.lineage;

import java.util.List;
import java.util.Set;

/**
 * A column of one revision: what is in it, and where it comes from.
 *
 * @param revision digest of the revision
 * @param position of the column, from 0
 * @param name of the column
 * @param tags classes of data that may stand in it: found here, or anywhere upstream and not
 *     cleared since by a recorded masking
 * @param sources the columns that it was made from directly
 */
public record ColumnTrace(
    String revision, int position, String name, Set<String> tags, List<Source> sources) {

  public ColumnTrace {
    tags = Set.copyOf(tags);
    sources = List.copyOf(sources);
  }

  /**
   * A column that another was made from.
   *
   * @param revision digest of its revision
   * @param treatment as the masking plan names it, for example {@code token}
   * @param masked whether anything of it was replaced
   * @param clears whether no original value can stand in the other column any more, and that
   *     masking is on record
   * @param plan digest of the masking plan
   */
  public record Source(
      String revision,
      int position,
      String name,
      String treatment,
      boolean masked,
      boolean clears,
      String plan) {}
}
