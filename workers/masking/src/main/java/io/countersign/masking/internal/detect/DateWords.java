package io.countersign.masking.internal.detect;

import static io.countersign.masking.internal.detect.Lexicon.MONTH;
import static io.countersign.masking.internal.detect.Lexicon.WEEKDAY;

import io.countersign.masking.DataClass;

/** Dates with a month in words, weekdays, and ages. */
final class DateWords {
  private static final WordSet AGE =
      WordSet.of("age aged alter ages edad âge eta età idade leeftijd wiek");
  private static final WordSet TURNED = WordSet.of("turned turning turns");
  private static final WordSet UNITS =
      WordSet.of("years year yrs yr months month weeks week days day mo wk");
  private static final WordSet YEAR_OLD =
      WordSet.of("jährige jähriger jähriges jährigen jährigem jarige");
  private static final WordSet ROMANCE = WordSet.of("ans años anni anos");

  /** Words before a number of years that is an age: has, of age, woman of. */
  private static final WordSet HAS =
      WordSet.of(
          "a ai as avait tiene tengo tenía tem tinha ha ho aveva cumplió cumple fête ont tienen");

  private static final WordSet OF = WordSet.of("de di d");
  private static final WordSet WHO =
      WordSet.of(
          "âgé âgée agé agée age femme homme patient patiente enfant fille garçon mujer hombre niño"
              + " niña paciente varón edad joven anciana anciano donna uomo paziente bambino età"
              + " mulher homem idade criança señora señor fils hijo hija");

  private DateWords() {}

  static void find(byte[] b, int from, Words w, Context context, Spans out) {
    for (int i = w.next(0); i < w.count; i = w.next(i + 1)) {
      if (w.is(i, MONTH)) {
        month(b, from, w, i, context, out);
      } else if (w.is(i, WEEKDAY) && w.length(i) > 3 && (w.isUpper(i) || w.lowerCaseText)) {
        out.add(w.start[i], w.end[i], DataClass.DATE, 50, "weekday");
      } else if (w.style[i] == Words.DIGITS && w.length(i) <= 3) {
        age(b, w, i, out);
      } else if (w.style[i] == Words.ALNUM && w.length(i) <= 16) {
        joinedAge(b, w, i, out);
      }
    }
  }

  private static void month(byte[] b, int from, Words w, int i, Context context, Spans out) {
    int first = i;
    int last = i;
    boolean of = i >= 2 && (word(b, w, i - 1, "de") || word(b, w, i - 1, "of"));
    if (day(b, w, i - 1) && w.gap[i] <= Words.SENTENCE && w.start[i] - w.end[i - 1] <= 2) {
      first = i - 1;
    } else if (of && day(b, w, i - 2)) {
      first = i - 2;
    }
    if (first == i && day(b, w, i + 1) && w.start[i + 1] - w.end[i] <= 2) {
      last = i + 1;
    }
    if (year(b, w, last + 1) && w.start[last + 1] - w.end[last] <= 2) {
      last++;
    } else if ((word(b, w, last + 1, "de") || word(b, w, last + 1, "del"))
        && year(b, w, last + 2)) {
      last += 2;
    }
    if (first == last) {
      return;
    }
    boolean birth = context.birth(b, from, w.start[first]);
    out.add(
        w.start[first],
        w.end[last],
        birth ? DataClass.DATE_OF_BIRTH : DataClass.DATE,
        birth ? 90 : 78,
        birth ? "date+context" : "date");
  }

  private static boolean next(Words w, int i, WordSet set) {
    return i < w.count && set.indexOf(w.hash[i]) >= 0;
  }

  /** tiene 29 años, femme âgée de 38 ans. */
  private static boolean romanceAge(Words w, int i) {
    return i > 0 && HAS.indexOf(w.hash[i - 1]) >= 0
        || i > 1 && OF.indexOf(w.hash[i - 1]) >= 0 && WHO.indexOf(w.hash[i - 2]) >= 0;
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

  /** 23yo, 9jähriger: the digits are the age. */
  private static void joinedAge(byte[] b, Words w, int i, Spans out) {
    int p = w.start[i];
    while (p < w.end[i] && Chars.isDigit(b[p])) {
      p++;
    }
    int n = p - w.start[i];
    if (n >= 1
        && n <= 3
        && (YEAR_OLD.contains(b, p, w.end[i]) || Chars.equalsWord(b, p, w.end[i], "yo"))) {
      out.add(w.start[i], p, DataClass.AGE, 85, "age");
    }
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
    boolean unit = next(w, i + 1, UNITS);
    boolean yearsOld = unit && (word(b, w, i + 2, "old") || word(b, w, i + 3, "age"));
    boolean shortForm =
        word(b, w, i + 1, "yo")
            || (word(b, w, i + 1, "y") && word(b, w, i + 2, "o"))
            || (word(b, w, i + 1, "jahre") && word(b, w, i + 2, "alt"))
            || (word(b, w, i + 1, "jaar") && word(b, w, i + 2, "oud"))
            || next(w, i + 1, YEAR_OLD);
    boolean romance = next(w, i + 1, ROMANCE) && romanceAge(w, i);
    boolean named =
        w.gap[i] <= Words.OTHER
            && !unit
            && (w.before(i, AGE, 2)
                || i > 0 && TURNED.indexOf(w.hash[i - 1]) >= 0 && years < 110 && years > 11);
    shortForm |= romance;
    if (yearsOld || shortForm || named) {
      out.add(w.start[i], w.end[i], DataClass.AGE, 85, "age");
    }
  }
}
