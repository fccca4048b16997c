package io.countersign.masking.internal.detect;

import io.countersign.masking.DataClass;
import org.jspecify.annotations.Nullable;

/** Numbers and codes that are what the words before them say: accounts, records, plates. */
final class IdFinder {
  private static final int WORDS_BACK = 6;
  private static final IdWords WORDS = new IdWords();

  private IdFinder() {}

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
      while (last + 1 < w.count && joined(b, w, last + 1) && w.length(last + 1) <= 17) {
        last++;
      }
      int length = w.end[last] - w.start[first];
      if (length < 2 || length > 24) {
        i = last;
        continue;
      }
      DataClass c = named(w, plateStart(b, w, first));
      if (c == DataClass.LICENCE_PLATE) {
        last = plate(b, w, first, last, out);
      } else if (c == null) {
        sortCode(b, w, first, last, out);
      } else {
        last = grouped(b, w, c, first, last);
        length = w.end[last] - w.start[first];
        if (length >= 5 && length <= 26 && !date(b, w.start[first], w.end[last])) {
          out.add(w.start[first], w.end[last], c, score(c, length), "id+context");
        }
      }
      i = last;
    }
    bankCodes(b, w, out);
  }

  private static int score(DataClass c, int length) {
    // Above a phone of the same form, which its own words must speak for.
    return switch (c) {
      case RECORD_ID -> 64;
      case MEDICAL_RECORD, BANK_ACCOUNT -> length >= 6 ? 95 : 84;
      default -> length >= 6 ? 83 : 70;
    };
  }

  private static boolean joined(byte[] b, Words w, int i) {
    return w.start[i] - w.end[i - 1] == 1 && (b[w.end[i - 1]] == '-' || b[w.end[i - 1]] == '/');
  }

  /** Groups of digits after the first one, parted by one space: 943 476 5919, 1234 5678. */
  private static int grouped(byte[] b, Words w, DataClass c, int first, int last) {
    if (c != DataClass.MEDICAL_RECORD && c != DataClass.BANK_ACCOUNT
        || w.style[last] != Words.DIGITS
        || first != last) {
      return last;
    }
    int digits = w.length(first);
    int end = last;
    while (end + 1 < w.count
        && w.style[end + 1] == Words.DIGITS
        && w.gap[end + 1] == Words.SPACE
        && w.length(end + 1) <= 5
        && digits + w.length(end + 1) <= (c == DataClass.MEDICAL_RECORD ? 11 : 18)) {
      digits += w.length(++end);
    }
    return end;
  }

  /** A year and what makes it a date or a span of years. */
  private static boolean date(byte[] b, int s, int e) {
    boolean year = b[s] == '1' && b[s + 1] == '9' || b[s] == '2' && b[s + 1] == '0';
    boolean iso = e - s == 10 && (b[s + 4] == '-' || b[s + 4] == '/') && b[s + 7] == b[s + 4];
    boolean span = e - s == 9 && (b[s + 4] == '-' || b[s + 4] == '/');
    boolean european = e - s == 10 && b[s + 2] == b[s + 5] && (b[s + 2] == '/' || b[s + 2] == '-');
    return year && (iso || span) || european;
  }

  /** Three pairs of digits with an account after them: the sort code of a British bank. */
  private static void sortCode(byte[] b, Words w, int first, int last, Spans out) {
    boolean pairs =
        last == first + 2
            && w.length(first) == 2
            && w.length(first + 1) == 2
            && w.length(last) == 2
            && b[w.end[first]] == '-'
            && w.style[first] == Words.DIGITS
            && w.style[last] == Words.DIGITS;
    for (int k = last + 1; pairs && k < w.count && k <= last + 3; k++) {
      if (WORDS.of(w, k) == DataClass.BANK_ACCOUNT) {
        out.add(w.start[first], w.end[last], DataClass.BANK_ACCOUNT, 92, "sort-code");
        return;
      }
    }
  }

  /** BIC of ISO 9362 where one is named: DEUTDEFF500. */
  private static void bankCodes(byte[] b, Words w, Spans out) {
    for (int i = w.next(0); i < w.count; i = w.next(i + 1)) {
      boolean form =
          (w.length(i) == 8 || w.length(i) == 11)
              && (w.style[i] == Words.ALL_CAPS || w.style[i] == Words.ALNUM)
              && Chars.isUpper(b[w.start[i]])
              && Chars.isUpper(b[w.start[i] + 5]);
      if (form && named(w, i) == DataClass.BANK_ACCOUNT) {
        out.add(w.start[i], w.end[i], DataClass.BANK_ACCOUNT, 84, "bic+context");
      }
    }
  }

  /** The letters before the digits of a plate: B-VG 5631, ABC 123. */
  private static int plateStart(byte[] b, Words w, int first) {
    int s = first;
    while (s > 0
        && first - s < 2
        && w.gap[s] <= Words.SPACE
        && w.start[s] - w.end[s - 1] == 1
        && (w.style[s - 1] == Words.ALL_CAPS
            || w.style[s - 1] == Words.CAPITAL && w.length(s - 1) == 1)
        && w.length(s - 1) <= 3
        && WORDS.of(w, s - 1) == null) {
      s--;
    }
    return s;
  }

  /** Adds a plate around these words, where it has letters and digits; returns its last word. */
  private static int plate(byte[] b, Words w, int first, int last, Spans out) {
    int s = plateStart(b, w, first);
    int e = last;
    while (e + 1 < w.count
        && e - last < 2
        && w.gap[e + 1] <= Words.SPACE
        && w.start[e + 1] - w.end[e] == 1
        && (w.length(e + 1) <= 3
                && (w.style[e + 1] == Words.ALL_CAPS || w.style[e + 1] == Words.ALNUM)
            || w.length(e + 1) <= 4 && w.style[e + 1] == Words.DIGITS && !letterless(b, w, s, e))) {
      e++;
    }
    int n = 0;
    boolean letters = false;
    for (int i = w.start[s]; i < w.end[e]; i++) {
      n += Chars.isAlnum(b[i]) ? 1 : 0;
      letters |= Chars.isUpper(b[i]);
    }
    boolean plate = letters && (n >= 4 && n <= 9 || n == 17);
    if (plate) {
      out.add(w.start[s], w.end[e], DataClass.LICENCE_PLATE, 88, "plate+context");
    }
    return plate ? e : last;
  }

  private static boolean letterless(byte[] b, Words w, int first, int last) {
    for (int i = w.start[first]; i < w.end[last]; i++) {
      if (Chars.isLetter(b[i])) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable DataClass named(Words w, int i) {
    boolean fillersOnly = true;
    for (int k = i - 1; k >= 0 && i - k <= WORDS_BACK; k--) {
      if (w.gap[k + 1] == Words.SENTENCE && w.length(k) > 4
          || w.gap[k + 1] == Words.NEWLINE && i - k > 1) {
        return null;
      }
      if (w.style[k] >= Words.DIGITS || w.length(k) > 30) {
        return null;
      }
      DataClass c = WORDS.of(w, k);
      if (c != null && (fillersOnly || !WORDS.needsFillers(w, k))) {
        return c == DataClass.RECORD_ID && i - k > 3 ? null : c;
      }
      if (c == null && WORDS.counts(w, k)) {
        return null;
      }
      fillersOnly &= WORDS.filler(w, k) || c != null;
    }
    return null;
  }
}
