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
      boolean dated = c == DataClass.PHONE && e.wholeRate(DataClass.DATE) > 0.3;
      if ((rate >= MOST && !dated) || (c == named && rate >= 0.3)) {
        return new Decision(c, c == named ? Math.max(0.95, rate) : 0.6 + 0.35 * rate);
      }
    }
    DataClass id = nationalId(named, e);
    if (id != null) {
      return new Decision(id, 0.95);
    }
    if (named != null && named != DataClass.NONE) {
      if (e.filled == 0) {
        return new Decision(named, 0.6);
      }
      boolean certain = named == DataClass.PERSON && HeaderWords.certainlyPerson(header);
      double fit = certain ? Math.max(0.9, e.rate(e.nameShaped)) : fit(named, e);
      if (fit >= 0.5) {
        return new Decision(named, 0.5 + 0.49 * fit);
      }
    }
    Decision known = fromDictionaries(named, e);
    if (known != null) {
      return known;
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

  private static @Nullable DataClass nationalId(@Nullable DataClass named, ColumnEvidence e) {
    for (DataClass c : DataClass.values()) {
      if (c.name().startsWith("NATIONAL_ID")) {
        boolean idName = named == DataClass.NATIONAL_ID || named == DataClass.US_SSN;
        double rate = Math.max(e.wholeRate(c), e.checkedIdRate(c));
        if (e.wholeRate(c) >= MOST
            || (idName && rate >= MOST)
            || (rate >= 0.95 && e.filled >= 20 && e.distinctRate() > 0.5)) {
          return c;
        }
      }
    }
    return null;
  }

  /** Columns whose names tell nothing. */
  private static @Nullable Decision fromDictionaries(@Nullable DataClass named, ColumnEvidence e) {
    if (named == DataClass.NONE || e.filled == 0) {
      return null;
    }
    double names = e.rate(e.names);
    double places = e.rate(e.places);
    double shaped = e.rate(e.nameShaped);
    if (shaped >= 0.8
        && names >= 0.5
        && names > places
        && e.distinctValues() >= 8
        && e.meanWords() < 4) {
      return new Decision(DataClass.PERSON, 0.6 + 0.3 * names);
    }
    if (e.rate(e.countries) >= 0.7) {
      return new Decision(DataClass.COUNTRY, 0.85);
    }
    if (shaped >= 0.8 && places >= 0.5 && e.distinctValues() >= 4) {
      return new Decision(DataClass.LOCATION, 0.8);
    }
    if (e.textRate(DataClass.STREET_ADDRESS) >= 0.5
        && e.meanWords() <= 8
        && e.distinctValues() >= 8) {
      return new Decision(DataClass.STREET_ADDRESS, 0.8);
    }
    if (e.wholeRate(DataClass.URL) >= MOST) {
      return new Decision(DataClass.URL, 0.9);
    }
    if (e.wholeRate(DataClass.DATE) >= MOST
        && e.distinctYears() >= 30
        && e.rate(e.birthYears) > 0.98) {
      return new Decision(DataClass.DATE_OF_BIRTH, 0.6);
    }
    return null;
  }

  /** How well the cells agree with what the name says, 0 to 1. */
  private static double fit(DataClass named, ColumnEvidence e) {
    double numeric = e.rate(e.numeric);
    return switch (named) {
      case PERSON -> person(e);
      case EMAIL -> e.anyRate(DataClass.EMAIL) > 0 ? 0.8 : 0;
      case PHONE -> Math.max(e.wholeRate(DataClass.PHONE), e.rate(e.phoneDigits));
      case CARD -> e.anyRate(DataClass.CARD) > 0 || e.rate(e.phoneDigits) > MOST ? 0.8 : 0;
      case IBAN, BANK_ACCOUNT -> e.decimals == 0 && e.meanWords() <= 9 ? 0.8 : 0;
      case USERNAME -> e.rate(e.letters) > 0.2 && e.meanWords() < 4 ? 0.8 : 0;
      case US_SSN, NATIONAL_ID, MEDICAL_RECORD, LICENCE_PLATE ->
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

  /**
   * A column that calls itself a name holds names of people only if some are known ones; a few hits
   * are enough, since most of the world's names are in no list.
   */
  private static double person(ColumnEvidence e) {
    double shaped = e.rate(e.nameShaped);
    double known = e.rate(e.names);
    return known >= 0.12 ? Math.max(shaped, 0.6) : shaped >= 0.9 && known > 0.02 ? 0.5 : 0;
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
      boolean byChance = e.rate(e.numeric) > 0.95 && e.anyRate(c) < 0.3;
      if (e.anyRate(c) >= SOME && c != DataClass.PHONE && !byChance) {
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
