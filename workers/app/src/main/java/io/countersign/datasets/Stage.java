package io.countersign.datasets;

/** How far a revision has come. */
public enum Stage {
  ORIGINAL,
  MASKED
}
