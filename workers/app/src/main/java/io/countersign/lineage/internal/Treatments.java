package io.countersign.lineage.internal;

import io.countersign.masking.Transform;

/** What masking treatments do to what stands in a column. */
final class Treatments {

  private Treatments() {}

  /** Whether anything of the column is replaced. One that nobody knows replaces nothing. */
  static boolean masks(String treatment) {
    try {
      return Transform.parse(treatment).kind() != Transform.Kind.KEEP;
    } catch (IllegalArgumentException unknown) {
      return false;
    }
  }

  /** Whether no original value of the column can stand in the output. */
  static boolean replaces(String treatment) {
    try {
      return Transform.parse(treatment).replacesCells();
    } catch (IllegalArgumentException unknown) {
      return false;
    }
  }
}
