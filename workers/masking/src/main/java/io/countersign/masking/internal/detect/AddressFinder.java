package io.countersign.masking.internal.detect;

import static io.countersign.masking.internal.detect.Lexicon.ADDRESS_BEFORE;
import static io.countersign.masking.internal.detect.Lexicon.COMMON;
import static io.countersign.masking.internal.detect.Lexicon.COUNTRY;
import static io.countersign.masking.internal.detect.Lexicon.FIRST;
import static io.countersign.masking.internal.detect.Lexicon.MONTH;
import static io.countersign.masking.internal.detect.Lexicon.PARTICLE;
import static io.countersign.masking.internal.detect.Lexicon.PLACE;
import static io.countersign.masking.internal.detect.Lexicon.STATE;
import static io.countersign.masking.internal.detect.Lexicon.STREET;
import static io.countersign.masking.internal.detect.Lexicon.STREET_PREFIX;
import static io.countersign.masking.internal.detect.Lexicon.TITLE;
import static io.countersign.masking.internal.detect.Lexicon.UNIT;
import static io.countersign.masking.internal.detect.Lexicon.WEEKDAY;

import io.countersign.masking.DataClass;

/** Street addresses of several languages, and what follows them: unit, town, postcode, country. */
final class AddressFinder {
  private static final Endings ENDINGS =
      new Endings(
          "strasse straße stasse str weg gasse platz allee straat laan plein gracht "
              + "kade steenweg dreef gatan vägen gata gate gaten veien vegen vej gade allé "
              + "katu tie kuja polku utca ring damm ufer singel dijk street plads stræde "
              + "torvet backen gränd");

  private static final Endings ORDINALS = new Endings("st nd rd th");

  private Words w = new Words();
  private byte[] b = new byte[0];
  private Spans out = new Spans();

  void find(byte[] bytes, Words words, Spans spans) {
    b = bytes;
    w = words;
    out = spans;
    int i = w.next(0);
    while (i < w.count) {
      int last = street(i);
      i = w.next(last < 0 ? i + 1 : rest(last) + 1);
    }
  }

  /** Adds the street that starts at this word; returns its last word, or -1. */
  private int street(int i) {
    int last = box(i);
    int score = 88;
    if (last < 0) {
      last = numberFirst(i);
      score = 86;
    }
    if (last < 0) {
      last = prefixFirst(i);
      score = 82;
    }
    if (last < 0) {
      last = compound(i);
      score = 82;
    }
    if (last < 0) {
      last = namedStreet(i);
      score = 74;
    }
    if (last < 0) {
      last = wordsThenNumber(i);
      score = 62;
    }
    if (last < 0) {
      last = numberBeforeAddress(i);
      score = 60;
    }
    if (last < 0) {
      last = unit(i);
      score = 80;
    }
    if (last < 0) {
      return -1;
    }
    int first = i;
    // "11 Via Goffredo 149": a house number may stand on either side.
    if (first > 0
        && number(first - 1)
        && w.gap[first] == Words.SPACE
        && w.length(first - 1) <= 5
        && w.style[first] < Words.DIGITS) {
      first--;
    }
    last = trailingUnit(last);
    out.add(w.start[first], w.end[last], DataClass.STREET_ADDRESS, score, "address");
    return last;
  }

  private boolean number(int i) {
    if (i < 0 || i >= w.count || w.length(i) > 6) {
      return false;
    }
    if (w.style[i] == Words.DIGITS) {
      return true;
    }
    return w.style[i] == Words.ALNUM
        && Chars.isDigit(b[w.start[i]])
        && w.length(i) <= 5
        && !ordinal(i);
  }

  private boolean ordinal(int i) {
    return ORDINALS.match(b, w.start[i], w.end[i], 1);
  }

  private boolean near(int i) {
    return i < w.count && (w.gap[i] <= Words.SPACE || abbreviation(i));
  }

  /** "St. John": a full stop that ends no sentence. */
  private boolean abbreviation(int i) {
    return w.gap[i] == Words.SENTENCE
        && w.length(i - 1) <= 3
        && b[w.end[i - 1]] == '.'
        && w.start[i] - w.end[i - 1] == 2;
  }

  /** P.O. Box 12, PSC 1234, Box 5678. */
  private int box(int i) {
    boolean po = (word(i, "p") && word(i + 1, "o") && word(i + 2, "box") && number(i + 3));
    if (po) {
      return i + 3;
    }
    if (word(i, "po") && word(i + 1, "box") && number(i + 2)) {
      return i + 2;
    }
    boolean military =
        (word(i, "psc") || word(i, "unit") || word(i, "cmr"))
            && number(i + 1)
            && word(i + 2, "box")
            && number(i + 3);
    if (military) {
      return i + 3;
    }
    boolean apo =
        (word(i, "apo") || word(i, "fpo") || word(i, "dpo")) && w.is(i + 1, STATE) && number(i + 2);
    return apo ? i + 2 : word(i, "postfach") && number(i + 1) ? i + 1 : -1;
  }

  private boolean word(int i, String expected) {
    return i >= 0 && i < w.count && Chars.equalsWord(b, w.start[i], w.end[i], expected);
  }

  /** 12 Oak Street, 4 St. John's Rd., 221B Baker St */
  private int numberFirst(int i) {
    if (!number(i) || !near(i + 1)) {
      return -1;
    }
    int best = -1;
    for (int k = i + 1; k < w.count && k - i <= 6 && near(k); k++) {
      boolean written =
          w.isUpper(k)
              || w.lowerCaseText
              || w.is(k, PARTICLE)
              || w.style[k] == Words.ALNUM
              || number(k);
      if (!written || (w.is(k, MONTH) && k == i + 1)) {
        break;
      }
      boolean type = w.is(k, STREET) && (w.isUpper(k) || w.lowerCaseText) || ending(k);
      if (type && (k > i + 1 || ending(k) || w.is(k, STREET_PREFIX))) {
        best = k;
      }
      if (type && k > i + 1 && !w.is(k + 1, STREET)) {
        break;
      }
    }
    if (best < 0) {
      return -1;
    }
    return direction(best + 1) ? best + 1 : best;
  }

  private boolean direction(int i) {
    return i < w.count
        && w.gap[i] == Words.SPACE
        && w.style[i] >= Words.CAPITAL
        && w.style[i] <= Words.ALL_CAPS
        && (word(i, "n")
            || word(i, "s")
            || word(i, "e")
            || word(i, "w")
            || word(i, "nw")
            || word(i, "ne")
            || word(i, "sw")
            || word(i, "se"));
  }

  /** rue Haute 12, Calle de la Paz, ul. Karpacka 69 */
  private int prefixFirst(int i) {
    if (!w.is(i, STREET_PREFIX) || !near(i + 1)) {
      return -1;
    }
    boolean shortPrefix = w.length(i) <= 3 && !word(i, "rue") && !word(i, "via");
    int k = i + 1;
    int names = 0;
    while (k < w.count && near(k) && names < 5) {
      boolean name =
          (w.isUpper(k) || w.lowerCaseText && !w.is(k, COMMON)) && w.style[k] < Words.DIGITS;
      if (!name && !w.is(k, PARTICLE)) {
        break;
      }
      names += name ? 1 : 0;
      k++;
    }
    boolean numbered = number(k) && (w.gap[k] <= Words.SPACE || w.gap[k] == Words.COMMA);
    boolean before = number(i - 1) && w.gap[i] <= Words.COMMA;
    if (names == 0 || ((shortPrefix || w.is(i, COMMON)) && !numbered && !before)) {
      return -1;
    }
    return numbered ? k : k - 1;
  }

  /** Hauptstraße 12, Kerkstraat 5, Håndværkervej 35 */
  private int compound(int i) {
    if (w.style[i] >= Words.DIGITS || !(w.isUpper(i) || w.lowerCaseText) || !ending(i)) {
      return -1;
    }
    int k = i + 1;
    if (number(k) && w.gap[k] <= Words.SPACE
        || number(k) && b[w.end[i]] == '.' && w.start[k] - w.end[i] <= 2) {
      return k;
    }
    boolean telling = w.length(i) >= 8 && !w.is(i, COMMON) && !w.is(i, FIRST);
    return telling && (number(i - 1) || w.is(i - 1, ADDRESS_BEFORE)) ? i : -1;
  }

  private boolean ending(int i) {
    int n = w.length(i);
    if (n < 6 || w.style[i] >= Words.DIGITS || w.is(i, COMMON)) {
      return false;
    }
    return ENDINGS.match(b, w.start[i], w.end[i], 3);
  }

  /** Oak Street without a number. */
  private int namedStreet(int i) {
    if (!w.isUpper(i) || w.style[i] >= Words.DIGITS || w.is(i, TITLE)) {
      return -1;
    }
    for (int k = i + 1; k < w.count && k - i <= 3 && near(k) && w.isUpper(k); k++) {
      boolean type = w.is(k, STREET) && w.length(k) >= 2 && !word(k, "u") && !word(k, "dr");
      if (type && !(w.is(i, COMMON) && k == i + 1 && w.gap[i] >= Words.NEWLINE)) {
        boolean shortType = w.length(k) == 2 && !word(k, "st") && !word(k, "rd");
        return shortType ? -1 : k;
      }
    }
    return -1;
  }

  /** Vesturgata 66, Grote Baan 477: at the end of a line or part, or where an address is due. */
  private int wordsThenNumber(int i) {
    if (!w.isUpper(i)
        || w.style[i] >= Words.DIGITS
        || w.is(i, COMMON | MONTH | WEEKDAY | TITLE | UNIT | COUNTRY)) {
      return -1;
    }
    int k = i + 1;
    while (k < w.count
        && k - i <= 4
        && w.gap[k] <= Words.SPACE
        && (w.isUpper(k) || w.is(k, PARTICLE))
        && !w.is(k, MONTH)) {
      k++;
    }
    if (!number(k) || w.gap[k] != Words.SPACE || w.length(k) > 4) {
      return -1;
    }
    boolean due =
        w.is(i - 1, ADDRESS_BEFORE) || number(i - 1) || (i > 0 && w.gap[i] == Words.NEWLINE);
    boolean closed =
        k + 1 >= w.count
            || w.gap[k + 1] == Words.NEWLINE
            || w.gap[k + 1] == Words.COMMA
            || w.is(k + 1, UNIT);
    return due || (closed && !w.is(i, PLACE)) ? k : -1;
  }

  /** A number and capitalised words, then a unit. */
  private int numberBeforeAddress(int i) {
    if (!number(i) || i + 1 >= w.count || w.gap[i + 1] != Words.SPACE) {
      return -1;
    }
    int k = i + 1;
    while (k < w.count
        && k - i <= 6
        && w.gap[k] <= Words.SPACE
        && !(w.is(k, UNIT) && number(k + 1))
        && (w.isUpper(k) || w.is(k, PARTICLE) || number(k) || w.lowerCaseText)) {
      k++;
    }
    boolean unit = w.is(k, UNIT) && number(k + 1) && w.gap[k] <= Words.NEWLINE;
    boolean due = w.is(i - 1, ADDRESS_BEFORE) && w.isUpper(i + 1) && !w.is(i + 1, COMMON | MONTH);
    return k > i + 1 && (unit || (due && k > i + 1 && !w.is(i + 1, UNIT))) ? k - 1 : -1;
  }

  /** Apt. 502, Suite 329 */
  private int unit(int i) {
    boolean written = w.isUpper(i) || w.lowerCaseText || word(i, "apt");
    boolean telling = word(i, "apt") || word(i, "apartment") || word(i, "suite") || word(i, "ste");
    return w.is(i, UNIT)
            && telling
            && written
            && number(i + 1)
            && (w.gap[i + 1] <= Words.SPACE || abbreviation(i + 1))
        ? i + 1
        : -1;
  }

  private int trailingUnit(int last) {
    int k = last + 1;
    if (k < w.count
        && w.gap[k] <= Words.SENTENCE
        && w.is(k, UNIT)
        && (number(k + 1) || w.style[Math.min(k + 1, w.count - 1)] == Words.ALNUM)
        && w.start[k] - w.end[last] <= 4) {
      return k + 1;
    }
    return last;
  }

  /**
   * Town, region, postcode and country after a street; returns the last word that belongs to it.
   */
  private int rest(int street) {
    int last = street;
    boolean coded = false;
    for (int part = 0; part < 5; part++) {
      int i = last + 1;
      if (i >= w.count || w.gap[i] == Words.SENTENCE || w.start[i] - w.end[last] > 5) {
        return last;
      }
      int next = coded ? -1 : postcode(i);
      if (next >= 0) {
        coded = true;
        out.add(w.start[i], w.end[next], DataClass.POSTCODE, 84, "postcode+address");
        last = next;
        continue;
      }
      next = w.is(i, UNIT) && number(i + 1) ? i + 1 : -1;
      if (next >= 0) {
        out.add(w.start[i], w.end[next], DataClass.STREET_ADDRESS, 84, "address");
        last = next;
        continue;
      }
      next = town(i, part);
      if (next < 0) {
        return last;
      }
      out.add(w.start[i], w.end[next], DataClass.LOCATION, 76, "place+address");
      last = next;
    }
    return last;
  }

  private int postcode(int i) {
    boolean digits = w.style[i] == Words.DIGITS && w.length(i) >= 4 && w.length(i) <= 6;
    if (digits) {
      boolean four =
          w.length(i) == 5
              && i + 1 < w.count
              && w.gap[i + 1] == Words.JOINED
              && w.style[i + 1] == Words.DIGITS
              && w.length(i + 1) == 4;
      // More groups of digits on the same line are a phone number.
      boolean more =
          !four && i + 1 < w.count && w.gap[i + 1] <= Words.SPACE && w.style[i + 1] == Words.DIGITS;
      return four ? i + 1 : more ? -1 : i;
    }
    return PostcodeFinder.lettered(b, w, i);
  }

  private int town(int i, int part) {
    if (w.style[i] >= Words.DIGITS || w.is(i, MONTH | WEEKDAY)) {
      return -1;
    }
    int known = w.place(i);
    if (known > 0) {
      return i + known - 1;
    }
    boolean separated = w.gap[i] == Words.COMMA || w.gap[i] == Words.NEWLINE;
    if (w.is(i, STATE) && w.length(i) == 2 && w.style[i] == Words.ALL_CAPS) {
      return i;
    }
    boolean written = w.isUpper(i) && !w.is(i, COMMON) || w.lowerCaseText && !w.is(i, COMMON);
    if (!written || !(separated || part > 0)) {
      return -1;
    }
    int k = i;
    while (k + 1 < w.count
        && w.follows(k + 1)
        && k - i < 4
        && (w.isUpper(k + 1) || w.is(k + 1, PARTICLE) || w.lowerCaseText && !w.is(k + 1, COMMON))
        && w.style[k + 1] < Words.DIGITS
        && w.place(k + 1) == 0) {
      k++;
    }
    return k;
  }
}
