package io.countersign.masking.internal.detect;

import static io.countersign.masking.internal.detect.Lexicon.COMMON;
import static io.countersign.masking.internal.detect.Lexicon.COUNTRY;
import static io.countersign.masking.internal.detect.Lexicon.FIRST;
import static io.countersign.masking.internal.detect.Lexicon.LAST;
import static io.countersign.masking.internal.detect.Lexicon.MONTH;
import static io.countersign.masking.internal.detect.Lexicon.ORG;
import static io.countersign.masking.internal.detect.Lexicon.ORG_BEFORE;
import static io.countersign.masking.internal.detect.Lexicon.PARTICLE;
import static io.countersign.masking.internal.detect.Lexicon.PLACE_BEFORE;
import static io.countersign.masking.internal.detect.Lexicon.STREET;
import static io.countersign.masking.internal.detect.Lexicon.TITLE;
import static io.countersign.masking.internal.detect.Lexicon.WEEKDAY;

import io.countersign.masking.DataClass;

/** Places and organisations: known ones, and unknown capitalised words where one would stand. */
final class PlaceFinder {
  /** Endings of organisations that stand without capitals too. */
  private static final WordSet LEGAL_FORMS =
      WordSet.of(
          "inc llc llp ltd plc corp gmbh corporation limited incorporated sarl eurl ltda kgaa");

  /** Those that are words of their own without capitals. */
  private static final WordSet CAPITAL_FORMS =
      WordSet.of("kg ag ohg sas srl spa sa bv nv oy oyj ab aps sl pty kft zrt as se ug");

  private static final WordSet HEADS =
      WordSet.of(
          "university college school institute academy bank department ministry bureau council church"
              + " hospital society universität université universidad università ministerium ministère"
              + " ministerio instituto banco banque banca hôpital escuela société groupe grupo"
              + " gruppo credit crédit caisse caja cassa compagnie compañía agence agencia");

  private static final WordSet PREPOSITIONS = WordSet.of("of de del di da du des für der la");

  private PlaceFinder() {}

  static void find(byte[] b, Words w, Spans out) {
    int i = w.next(0);
    while (i < w.count) {
      int next = headed(b, w, i, out);
      if (next < 0) {
        next = organisation(b, w, i, out);
      }
      if (next < 0) {
        next = known(w, i, out);
      }
      if (next < 0) {
        next = unknown(w, i, out);
      }
      i = w.next(next < 0 ? i + 1 : next);
    }
  }

  private static int known(Words w, int i, Spans out) {
    int n = w.place(i);
    if (n == 0) {
      return -1;
    }
    boolean country = (w.phraseFlags & COUNTRY) != 0;
    boolean written = w.isUpper(i) || (w.lowerCaseText && (n > 1 || w.length(i) >= 4));
    if (!written || (n == 1 && w.is(i, COMMON) && !cued(w, i))) {
      return -1;
    }
    int score = country ? 82 : 74;
    if (n == 1 && w.is(i, FIRST | LAST) && !cued(w, i)) {
      score = country ? 60 : 48;
    } else if (cued(w, i)) {
      score += 8;
    }
    out.add(w.start[i], w.end[i + n - 1], DataClass.LOCATION, score, country ? "country" : "place");
    return i + n;
  }

  private static boolean cued(Words w, int i) {
    return w.is(i - 1, PLACE_BEFORE) && w.gap[i] == Words.SPACE;
  }

  /** Capitalised words that are no everyday words, after "in", "from" and the like. */
  private static int unknown(Words w, int i, Spans out) {
    boolean place = cued(w, i);
    boolean company = !place && w.is(i - 1, ORG_BEFORE) && w.gap[i] == Words.SPACE;
    if ((!place && !company)
        || !open(w, i)
        || w.length(i) < 3
        || (w.style[i] == Words.ALL_CAPS && w.length(i) < 5)) {
      return -1;
    }
    int last = i;
    while (last + 1 < w.count
        && w.follows(last + 1)
        && last - i < 4
        && (open(w, last + 1) || particle(w, last + 1))) {
      last++;
    }
    if (w.is(i, FIRST) || w.is(last, LAST) && last > i) {
      return -1;
    }
    out.add(
        w.start[i],
        w.end[last],
        place ? DataClass.LOCATION : DataClass.ORGANIZATION,
        place ? 58 : 52,
        place ? "place+context" : "organisation+context");
    return last + 1;
  }

  private static boolean particle(Words w, int i) {
    return w.is(i, PARTICLE) && w.isUpper(i + 1) && w.follows(i + 1);
  }

  private static boolean open(Words w, int i) {
    return w.isUpper(i)
        && w.style[i] != Words.MIXED_CASE
        && !w.is(i, COMMON | MONTH | WEEKDAY | STREET | TITLE)
        && w.length(i) > 1;
  }

  /** Capitalised words up to one that marks an organisation, or joined by "and" or "&". */
  private static int organisation(byte[] b, Words w, int i, Spans out) {
    if (!w.isUpper(i) && !w.lowerCaseText) {
      return -1;
    }
    if (w.style[i] >= Words.DIGITS && w.style[i] != Words.ALNUM) {
      return -1;
    }
    int last = i;
    int marks = -1;
    for (int k = i; k < w.count && k - i < 7; k++) {
      if (k > i && !(w.gap[k] <= Words.SPACE || ampersand(b, w, k) || commaForm(b, w, k))) {
        break;
      }
      boolean form = w.is(k, ORG) && k > i && (w.isUpper(k) || legalForm(b, w, k));
      if (form) {
        marks = k;
      } else if (!(w.isUpper(k) && !w.is(k, MONTH | WEEKDAY)) && !connects(b, w, k)) {
        if (!(w.lowerCaseText && !w.is(k, COMMON) && w.style[k] < Words.DIGITS)) {
          break;
        }
      }
      last = k;
    }
    if (marks < 0) {
      return conjunction(b, w, i, last, out);
    }
    int first = i;
    while (first < marks - 1 && w.is(first, COMMON) && w.gap[first] >= Words.NEWLINE) {
      first++;
    }
    boolean legal = legalForm(b, w, marks);
    if (first == marks || (!legal && w.is(first, COMMON) && marks - first < 2)) {
      return -1;
    }
    out.add(w.start[first], w.end[marks], DataClass.ORGANIZATION, legal ? 88 : 66, "organisation");
    return marks + 1;
  }

  /** "Craig, Palmer and Quinn", "Smith & Sons". */
  private static int conjunction(byte[] b, Words w, int i, int last, Spans out) {
    for (int k = i + 1; k <= last && k < w.count; k++) {
      if (ampersand(b, w, k) && w.isUpper(k) && !w.is(i, COMMON)) {
        out.add(w.start[i], w.end[k], DataClass.ORGANIZATION, 70, "organisation");
        return k + 1;
      }
    }
    return -1;
  }

  private static boolean ampersand(byte[] b, Words w, int k) {
    for (int p = w.end[k - 1]; p < w.start[k]; p++) {
      if (b[p] == '&') {
        return true;
      }
    }
    return false;
  }

  /** "University of Toledo", "Department of Health". */
  private static int headed(byte[] b, Words w, int i, Spans out) {
    if (HEADS.indexOf(w.hash[i]) < 0 || !w.isUpper(i) || i + 2 >= w.count) {
      return -1;
    }
    boolean of = PREPOSITIONS.indexOf(w.hash[i + 1]) >= 0 && w.gap[i + 1] == Words.SPACE;
    if (!of || !w.isUpper(i + 2) || w.gap[i + 2] != Words.SPACE) {
      return -1;
    }
    int last = i + 2;
    while (last + 1 < w.count
        && w.gap[last + 1] == Words.SPACE
        && last - i < 7
        && (w.isUpper(last + 1) || connects(b, w, last + 1))
        && !w.is(last + 1, MONTH | WEEKDAY)) {
      last++;
    }
    out.add(w.start[i], w.end[last], DataClass.ORGANIZATION, 86, "organisation");
    return last + 1;
  }

  private static boolean commaForm(byte[] b, Words w, int k) {
    return w.gap[k] == Words.COMMA && legalForm(b, w, k);
  }

  private static boolean connects(byte[] b, Words w, int k) {
    return (Chars.equalsWord(b, w.start[k], w.end[k], "of")
            || Chars.equalsWord(b, w.start[k], w.end[k], "and")
            || Chars.equalsWord(b, w.start[k], w.end[k], "for")
            || Chars.equalsWord(b, w.start[k], w.end[k], "the"))
        && w.isUpper(k + 1);
  }

  private static boolean legalForm(byte[] b, Words w, int k) {
    return w.is(k, ORG)
        && w.length(k) <= 12
        && (LEGAL_FORMS.indexOf(w.hash[k]) >= 0
            || w.isUpper(k) && CAPITAL_FORMS.indexOf(w.hash[k]) >= 0);
  }
}
