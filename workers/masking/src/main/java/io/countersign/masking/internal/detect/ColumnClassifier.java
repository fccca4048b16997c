package io.countersign.masking.internal.detect;

import io.countersign.masking.DataClass;
import io.countersign.masking.Transform;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides the class of a column from its name and its cells. */
public final class ColumnClassifier {
  /** Classes that a cell proves by its own form, most telling first. */
  private static final List<DataClass> PROVEN =
      List.of(
          DataClass.EMAIL,
          DataClass.IBAN,
          DataClass.CARD,
          DataClass.US_SSN,
          DataClass.MAC_ADDRESS,
          DataClass.IP_ADDRESS,
          DataClass.SECRET,
          DataClass.PHONE);

  private static final double MOST = 0.6;
  private static final double SOME = 0.02;

  /** A class and how sure it is, 0 to 1. */
  public record Decision(DataClass dataClass, double confidence) {}

  private ColumnClassifier() {}

  public static Decision classify(String header, ColumnEvidence e) {
    DataClass named = HeaderWords.lookup(header);
    for (DataClass c : PROVEN) {
      double rate = e.wholeRate(c);
      if (rate >= MOST || (c == named && rate >= 0.3)) {
        return new Decision(c, c == named ? Math.max(0.95, rate) : 0.6 + 0.35 * rate);
      }
    }
    if (named != null && named != DataClass.NONE) {
      if (e.filled == 0) {
        return new Decision(named, 0.6);
      }
      double fit = fit(named, e);
      if (fit >= 0.5) {
        return new Decision(named, 0.5 + 0.49 * fit);
      }
    }
    if (freeText(named, e)) {
      return new Decision(DataClass.FREE_TEXT, named == DataClass.FREE_TEXT ? 0.95 : 0.8);
    }
    DataClass mixed = mixed(e);
    if (mixed != null) {
      return new Decision(DataClass.FREE_TEXT, 0.6);
    }
    if (e.wholeRate(DataClass.DATE) >= MOST) {
      return new Decision(DataClass.DATE, 0.9);
    }
    return new Decision(DataClass.NONE, named == null || named == DataClass.NONE ? 0.9 : 0.7);
  }

  /** How well the cells agree with what the name says, 0 to 1. */
  private static double fit(DataClass named, ColumnEvidence e) {
    double numeric = e.rate(e.numeric);
    return switch (named) {
      case PERSON -> e.rate(e.nameShaped);
      case EMAIL -> e.anyRate(DataClass.EMAIL) > 0 ? 0.8 : 0;
      case PHONE -> Math.max(e.wholeRate(DataClass.PHONE), e.rate(e.phoneDigits));
      case CARD -> e.anyRate(DataClass.CARD) > 0 || e.rate(e.phoneDigits) > MOST ? 0.8 : 0;
      case IBAN, BANK_ACCOUNT -> e.decimals == 0 && e.meanWords() <= 9 ? 0.8 : 0;
      case US_SSN, NATIONAL_ID, MEDICAL_RECORD, LICENCE_PLATE, USERNAME ->
          e.decimals == 0 && e.meanWords() < 4 && e.distinctRate() > 0.01 ? 0.8 : 0;
      case SECRET -> e.meanWords() < 4 && e.distinctValues() > 2 ? 0.8 : 0;
      case RECORD_ID -> e.decimals == 0 && e.meanWords() < 4 && e.distinctValues() > 2 ? 0.9 : 0;
      case IP_ADDRESS -> e.anyRate(DataClass.IP_ADDRESS) > 0 ? 0.8 : 0;
      case MAC_ADDRESS -> e.anyRate(DataClass.MAC_ADDRESS) > 0 ? 0.8 : 0;
      case URL -> e.anyRate(DataClass.URL) > 0 ? 0.8 : 0;
      case COORDINATES -> e.decimals > 0 || e.rate(e.numeric) < 0.5 ? 0.9 : 0;
      case STREET_ADDRESS ->
          e.rate(e.letters) >= MOST || e.rate(e.startsWithNumber) > 0.3
              ? 0.9
              : numeric > MOST && e.distinctRate() > 0.05 ? 0.5 : 0;
      case POSTCODE -> e.decimals == 0 && e.meanWords() < 3 ? 0.9 : 0;
      case LOCATION, COUNTRY, ORGANIZATION -> e.rate(e.letters) >= MOST ? 0.9 : 0;
      case DATE_OF_BIRTH ->
          Math.max(
              Math.max(e.wholeRate(DataClass.DATE), e.wholeRate(DataClass.DATE_OF_BIRTH)),
              numeric > MOST || e.rate(e.letters) > MOST ? 0.7 : 0);
      case AGE -> numeric;
      default -> 0;
    };
  }

  private static boolean freeText(@Nullable DataClass named, ColumnEvidence e) {
    double lettered = e.rate(e.letters);
    if (named == DataClass.FREE_TEXT) {
      return lettered > 0.3 || e.filled == 0;
    }
    return lettered > 0.5 && e.meanWords() >= 4.5 && e.distinctValues() > 20;
  }

  private static @Nullable DataClass mixed(ColumnEvidence e) {
    for (DataClass c : PROVEN) {
      if (e.anyRate(c) >= SOME && c != DataClass.PHONE) {
        return c;
      }
    }
    return e.rate(e.letters) > 0.3 && e.anyRate(DataClass.PHONE) >= SOME ? DataClass.PHONE : null;
  }

  /** The transform that is proposed for a class. */
  public static Transform proposed(DataClass c) {
    return switch (c) {
      case NONE, COUNTRY, DATE, ORGANIZATION, AGE -> Transform.KEEP;
      case FREE_TEXT -> Transform.TEXT;
      case DATE_OF_BIRTH -> new Transform(Transform.Kind.YEAR, "");
      case POSTCODE -> new Transform(Transform.Kind.PREFIX, "2");
      case SECRET -> new Transform(Transform.Kind.REDACT, "");
      default -> Transform.TOKEN;
    };
  }
}
