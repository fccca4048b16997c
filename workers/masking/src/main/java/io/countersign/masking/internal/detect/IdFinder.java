package io.countersign.masking.internal.detect;

import io.countersign.masking.DataClass;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers and codes that are what the words before them say: passports, records, plates. */
final class IdFinder {
  private static final int WORDS_BACK = 6;
  private static final Map<String, DataClass> CLASSES = new LinkedHashMap<>();
  private static final WordSet NAMES;
  private static final DataClass[] CLASS_OF;

  static {
    put(
        DataClass.NATIONAL_ID,
        "passport reisepass passeport pasaporte license licence licencia"
            + " führerschein permis visa citizenship identity ausweis personalausweis");
    put(DataClass.MEDICAL_RECORD, "mrn medical patient chart nhs npi hospital health medicare");
    put(
        DataClass.BANK_ACCOUNT,
        "account acct a/c konto kontonummer routing aba sort swift bic bban");
    put(DataClass.LICENCE_PLATE, "plate plates kennzeichen registration reg vin vehicle");
    put(DataClass.NATIONAL_ID_UK, "nino insurance");
    put(DataClass.NATIONAL_ID_DE, "steuer steuerid idnr tin");
    put(DataClass.NATIONAL_ID_NL, "bsn burgerservicenummer");
    put(DataClass.NATIONAL_ID_PL, "pesel");
    put(DataClass.NATIONAL_ID_IN, "aadhaar aadhar pan");
    put(DataClass.NATIONAL_ID_BR, "cpf cnpj");
    put(DataClass.NATIONAL_ID_FR, "nir insee sécu");
    put(DataClass.NATIONAL_ID_ES, "dni nie nif");
    put(DataClass.NATIONAL_ID_IT, "fiscale");
    put(DataClass.NATIONAL_ID_US, "itin");
    put(DataClass.RECORD_ID, "member membership employee badge customer policy subscriber");
  }

  static {
    NAMES = new WordSet(CLASSES.keySet());
    CLASS_OF = CLASSES.values().toArray(DataClass[]::new);
  }

  private IdFinder() {}

  private static void put(DataClass c, String words) {
    for (String word : words.split(" ")) {
      CLASSES.put(word, c);
    }
  }

  static void find(byte[] b, Words w, Spans out) {
    for (int i = w.next(0); i < w.count; i = w.next(i + 1)) {
      if (w.style[i] < Words.DIGITS) {
        continue;
      }
      int first = i;
      while (first > 0 && joined(b, w, first) && w.style[first - 1] != Words.LOWER) {
        first--;
      }
      int last = i;
      while (last + 1 < w.count && joined(b, w, last + 1)) {
        last++;
      }
      int length = w.end[last] - w.start[first];
      if (length >= 5 && length <= 24) {
        DataClass c = named(w, first);
        if (c != null) {
          out.add(w.start[first], w.end[last], c, score(c, length), "id+context");
        }
      }
      i = last;
    }
  }

  private static int score(DataClass c, int length) {
    return c == DataClass.RECORD_ID ? 64 : length >= 6 ? 83 : 70;
  }

  private static boolean joined(byte[] b, Words w, int i) {
    return w.start[i] - w.end[i - 1] == 1 && (b[w.end[i - 1]] == '-' || b[w.end[i - 1]] == '/');
  }

  private static @Nullable DataClass named(Words w, int i) {
    for (int k = i - 1; k >= 0 && i - k <= WORDS_BACK; k--) {
      if (w.gap[k + 1] == Words.SENTENCE && w.length(k) > 3
          || w.gap[k + 1] == Words.NEWLINE && i - k > 1) {
        return null;
      }
      if (w.style[k] >= Words.DIGITS || w.length(k) > 22) {
        return null;
      }
      int at = NAMES.indexOf(w.hash[k]);
      DataClass c = at < 0 ? null : CLASS_OF[at];
      if (c != null && !(c == DataClass.RECORD_ID && i - k > 3)) {
        return c;
      }
    }
    return null;
  }
}
