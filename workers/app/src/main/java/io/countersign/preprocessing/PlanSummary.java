package io.countersign.preprocessing;

import java.util.List;

/**
 * What a masking plan would do, in counts and classes.
 *
 * @param digest the plan's digest
 * @param format of the dataset before and after masking: csv, jsonl or parquet
 * @param confidence confidence of its least certain column, 0 to 1
 * @param identifierColumns columns that will be transformed
 * @param clearColumns columns that stay as they are
 * @param lowConfidenceColumns columns whose class is uncertain
 * @param waivers identifier columns that stay in clear by request
 * @param columns each column
 */
public record PlanSummary(
    String digest,
    String format,
    double confidence,
    long identifierColumns,
    long clearColumns,
    long lowConfidenceColumns,
    long waivers,
    List<PlannedColumn> columns) {

  public PlanSummary {
    columns = List.copyOf(columns);
  }

  /** One column: its name, the class of its data, and what would be done to it. */
  public record PlannedColumn(String name, String dataClass, String treatment) {}
}
