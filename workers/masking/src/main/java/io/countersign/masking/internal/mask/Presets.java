package io.countersign.masking.internal.mask;

import io.countersign.masking.DataClass;
import io.countersign.masking.ProposeOptions;
import io.countersign.masking.Transform;
import io.countersign.masking.Transform.Kind;

/** What the presets change in a proposed transform. */
final class Presets {
  private static final Transform REDACT = new Transform(Kind.REDACT, "");
  private static final int OLDEST = 89;

  private Presets() {}

  /**
   * @param standard what is proposed without a preset
   * @param people whether the table is about people; in any other nothing changes
   */
  static Transform apply(ProposeOptions options, DataClass c, Transform standard, boolean people) {
    if (!people) {
      return standard;
    }
    return switch (options.preset()) {
      case STANDARD -> standard;
      case HIPAA -> hipaa(c, standard, options.year());
      case GDPR -> gdpr(c, standard);
    };
  }

  private static Transform hipaa(DataClass c, Transform standard, int year) {
    return switch (c) {
      case DATE_OF_BIRTH ->
          new Transform(Kind.YEAR, year > 0 ? Integer.toString(year - OLDEST) : "");
      case DATE -> new Transform(Kind.YEAR, "");
      case AGE -> new Transform(Kind.AGE_TOP, "");
      case POSTCODE -> new Transform(Kind.ZIP3, "");
      case NONE, COUNTRY, ORGANIZATION -> standard;
      default -> REDACT;
    };
  }

  private static Transform gdpr(DataClass c, Transform standard) {
    return switch (c) {
      case AGE -> new Transform(Kind.AGE_BAND, "");
      case COORDINATES -> new Transform(Kind.ROUND, "");
      default -> standard;
    };
  }
}
