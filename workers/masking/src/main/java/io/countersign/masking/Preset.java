package io.countersign.masking;

/** A set of rules by which a plan is proposed. */
public enum Preset {
  /** Tokens for what points to people, so that files of one domain still join. */
  STANDARD,
  /**
   * Safe Harbor (45 CFR 164.514(b)(2)): its 18 identifiers are removed, not replaced by codes
   * derived from them; of dates the year stays, of ZIP codes three digits, of ages those up to 89.
   * Free text is removed. Photographs and what else somebody knows are outside a table's reach.
   */
  HIPAA,
  /**
   * Pseudonymisation (Art. 4(5) GDPR): direct identifiers become tokens, whose keys are to be kept
   * apart; birth dates, ages, postcodes and positions become coarser.
   */
  GDPR
}
