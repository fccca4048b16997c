package io.countersign.masking.internal.verify;

import io.countersign.masking.DataClass;

/** Where an original must not be found again. */
final class Scopes {
  private Scopes() {}

  /** In the cells of its own column. */
  static long column(int column) {
    return 0x1_0000_0000L + column;
  }

  /** Anywhere, as a value of this class. */
  static long anywhere(DataClass c) {
    return 0x2_0000_0000L + c.ordinal();
  }

  /** In the free text of its own row. */
  static long row(long row) {
    return 0x4000_0000_0000_0000L + row;
  }

  /** Whether a value is telling enough to be looked for in every text. */
  static boolean isAnywhere(DataClass c) {
    return switch (c) {
      case EMAIL, PHONE, CARD, IBAN, US_SSN, BANK_ACCOUNT, MEDICAL_RECORD -> true;
      default -> c.name().startsWith("NATIONAL_ID");
    };
  }
}
