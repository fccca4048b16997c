package io.countersign.masking.internal.detect;

import static io.countersign.masking.internal.detect.Lexicon.MONTH;
import static io.countersign.masking.internal.detect.Lexicon.WEEKDAY;

import io.countersign.masking.DataClass;

/** Dates with a month in words, weekdays, and ages. */
final class DateWords {
  private static final WordSet AGE = WordSet.of("age aged alter ages");

  private DateWords() {}

  static void find(byte[] b, int from, Words w, Context context, Spans out) {
    for (int i = w.next(0); i < w.count; i = w.next(i + 1)) {
      if (w.is(i, MONTH)) {
        month(b, from, w, i, context, out);
      } else if (w.is(i, WEEKDAY) && w.length(i) > 3 && (w.isUpper(i) || w.lowerCaseText)) {
        out.add(w.start[i], w.end[i], DataClass.DATE, 50, "weekday");
      } else if (w.style[i] == Words.DIGITS && w.length(i) <= 3) {
        age(b, w, i, out);
      }
    }
  }

  private static void month(byte[] b, int from, Words w, int i, Context context, Spans out) {
    int first = i;
    int last = i;
    if (day(b, w, i - 1) && w.gap[i] <= Words.SENTENCE && w.start[i] - w.end[i - 1] <= 2) {
      first = i - 1;
    } else if (i >= 2 && word(b, w, i - 1, "of") && day(b, w, i - 2)) {
      first = i - 2;
    }
    if (first == i && day(b, w, i + 1) && w.start[i + 1] - w.end[i] <= 2) {
      last = i + 1;
    }
    if (year(b, w, last + 1) && w.start[last + 1] - w.end[last] <= 2) {
      last++;
    }
    if (first == last) {
      return;
    }
    boolean birth = context.before(b, from, w.start[first], Context.BIRTH, 4);
    out.add(
        w.start[first],
        w.end[last],
        birth ? DataClass.DATE_OF_BIRTH : DataClass.DATE,
        birth ? 90 : 78,
        birth ? "date+context" : "date");
  }

  private static boolean word(byte[] b, Words w, int i, String expected) {
    return i >= 0 && i < w.count && Chars.equalsWord(b, w.start[i], w.end[i], expected);
  }

  /** 7, 31, 2nd */
  private static boolean day(byte[] b, Words w, int i) {
    if (i < 0 || i >= w.count || !Chars.isDigit(b[w.start[i]])) {
      return false;
    }
    int n = w.length(i);
    int digits = n > 1 && Chars.isDigit(b[w.start[i] + 1]) ? 2 : 1;
    return n == digits || (n == digits + 2 && w.style[i] == Words.ALNUM);
  }

  private static boolean year(byte[] b, Words w, int i) {
    return i < w.count
        && w.style[i] == Words.DIGITS
        && w.length(i) == 4
        && (b[w.start[i]] == '1' || b[w.start[i]] == '2');
  }

  /** 34 years old, 34-year-old, aged 34, age: 34, 34 y/o */
  private static void age(byte[] b, Words w, int i, Spans out) {
    int years = 0;
    for (int p = w.start[i]; p < w.end[i]; p++) {
      years = years * 10 + b[p] - '0';
    }
    if (years < 1 || years > 120) {
      return;
    }
    boolean yearsOld =
        (word(b, w, i + 1, "years") || word(b, w, i + 1, "year") || word(b, w, i + 1, "yrs"))
            && (word(b, w, i + 2, "old") || word(b, w, i + 3, "age"));
    boolean shortForm =
        word(b, w, i + 1, "yo")
            || (word(b, w, i + 1, "y") && word(b, w, i + 2, "o"))
            || (word(b, w, i + 1, "jahre") && word(b, w, i + 2, "alt"));
    boolean named = w.before(i, AGE, 2) && w.gap[i] <= Words.OTHER;
    if (yearsOld || shortForm || named) {
      out.add(w.start[i], w.end[i], DataClass.AGE, 85, "age");
    }
  }
}
