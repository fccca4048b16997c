package io.countersign.masking.internal.detect;

import io.countersign.masking.DataClass;

/** Phone numbers: international (E.164 lengths), North American, and national with a leading 0. */
final class PhoneFinder {
  private static final int BARE = 52;
  private static final int LOCAL = 62;
  private static final int FAR = 12;
  private static final WordSet BEFORE = WordSet.of("at on to is under via or my our");

  private PhoneFinder() {}

  static int find(byte[] b, int from, int to, NumberFinder n, Context context, Spans out) {
    int s = n.groupStart[0];
    boolean paren = s > from && b[s - 1] == '(';
    if (paren) {
      s--;
    }
    boolean plus = s > from && b[s - 1] == '+';
    if (!plus && paren && s - 1 > from && b[s - 1] == ' ' && b[s - 2] == '+') {
      return -1;
    }
    if (plus) {
      s--;
    }
    int last = lastGroup(b, n);
    int total = 0;
    for (int g = 0; g <= last; g++) {
      total += n.length(g);
    }
    while (last > 0 && total > 15) {
      total -= n.length(last--);
    }
    boolean named = context.before(b, from, s, Context.PHONE);
    int score = score(b, n, last, total, plus, paren, named);
    if (score == 0 && countLike(b, n, last, total)) {
      score = standsLikePhone(b, from, to, s, n.groupEnd[last], last > 0, context) ? LOCAL : 0;
    }
    boolean otherwise = score <= BARE && context.before(b, from, s, Context.OTHER_NUMBER, 4);
    if (score == 0 || otherwise) {
      return -1;
    }
    int e = extension(b, n.groupEnd[last], to);
    out.add(s, e, DataClass.PHONE, score, named ? "phone+context" : "phone");
    return e;
  }

  private static int lastGroup(byte[] b, NumberFinder n) {
    int last = 0;
    while (last + 1 < n.groups && n.groupStart[last + 1] - n.groupEnd[last] <= 2) {
      byte c = b[n.groupEnd[last]];
      if (c == ' ' && b[n.groupStart[last + 1] - 1] == '(' && last > 0) {
        break;
      }
      last++;
    }
    return last;
  }

  private static int score(
      byte[] b, NumberFinder n, int last, int total, boolean plus, boolean paren, boolean named) {
    if (plus) {
      return total >= 8 && total <= 15 ? 93 : 0;
    }
    if (northAmerican(b, n, last, total)) {
      return paren ? 92 : named ? 94 : 82;
    }
    byte first = b[n.groupStart[0]];
    boolean grouped = last > 0;
    if (first == '0'
        && b[n.groupStart[0] + (n.length(0) > 1 ? 1 : 0)] == '0'
        && total >= 11
        && total <= 17) {
      return named ? 92 : grouped ? 84 : 60;
    }
    if (first == '0' && total >= 9 && total <= 12) {
      return named ? 92 : grouped && n.length(0) >= 2 ? 80 : 55;
    }
    if (paren && total >= 7 && total <= 12 && grouped) {
      return named ? 90 : 72;
    }
    if (named && total >= (grouped ? 6 : 7) && total <= 13 && !years(b, n, last)) {
      return grouped ? 88 : 70;
    }
    if (evenGroups(b, n, last, total)) {
      return 62;
    }
    // Ten digits in a row are a phone more often than anything else that carries no name.
    boolean bare = !grouped && (total == 10 && first >= '2' || total == 11 && first == '1');
    return bare ? BARE : 0;
  }

  /** 785 8949, 50-98-28-96, 24 428557: groups as local numbers have them, and no amounts. */
  private static boolean evenGroups(byte[] b, NumberFinder n, int last, int total) {
    if (last < 1 || last > 4 || total < 7 || total > 10 || years(b, n, last)) {
      return false;
    }
    byte separator = NumberFinder.between(b, n, 0);
    boolean thousands = true;
    for (int g = 0; g <= last; g++) {
      boolean wide = g == last && last == 1;
      if (n.length(g) < 2 || n.length(g) > (wide ? 6 : 4)) {
        return false;
      }
      if (g < last && (NumberFinder.between(b, n, g) != separator)) {
        return false;
      }
      thousands &= g == 0 || n.length(g) == 3;
    }
    return (separator == ' ' || separator == '-') && !(thousands && separator == ' ');
  }

  /**
   * 33 93 31, 73 448 266, 512 730 965: numbers of some countries, and of things that are counted.
   */
  private static boolean countLike(byte[] b, NumberFinder n, int last, int total) {
    if (last == 0) {
      return total >= 7 && total <= 9;
    }
    if (last == 1 && n.length(0) == 5 && n.length(1) >= 4 && n.length(1) <= 6) {
      return NumberFinder.between(b, n, 0) == ' ';
    }
    if (last > 3 || total < 6 || total > 9 || n.length(0) < 2) {
      return false;
    }
    for (int g = 0; g <= last; g++) {
      boolean spaced = g == last || NumberFinder.between(b, n, g) == ' ';
      if (!spaced || n.length(g) < 2 || n.length(g) > 3) {
        return false;
      }
    }
    return true;
  }

  /** Whether the words around, or the place at the end of a phrase or line, speak for a phone. */
  private static boolean standsLikePhone(
      byte[] b, int from, int to, int s, int e, boolean grouped, Context context) {
    if (context.before(b, from, s, Context.OTHER_NUMBER, 5)) {
      return false;
    }
    if (context.before(b, from, s, Context.PHONE, FAR)
        || context.after(b, e, to, Context.PHONE, 6)) {
      return true;
    }
    if (!grouped) {
      return false;
    }
    boolean ends = e == to || ".,;!?\n\r)".indexOf(b[e]) >= 0;
    int before = s;
    while (before > from && b[before - 1] == ' ') {
      before--;
    }
    boolean ownLine = before > from && (b[before - 1] == '\n' || b[before - 1] == ':');
    return ends && (ownLine || context.before(b, from, s, BEFORE, 1));
  }

  private static boolean years(byte[] b, NumberFinder n, int last) {
    int first = n.value(b, 0);
    int second = last == 1 ? n.value(b, 1) : 0;
    return first >= 1800 && first <= 2200 && second >= 1800 && second <= 2200;
  }

  private static boolean northAmerican(byte[] b, NumberFinder n, int last, int total) {
    int g = 0;
    if (last >= 3 && n.value(b, 0) == 1 && total == 11 + n.length(0) - 1) {
      g = 1;
    }
    return last - g == 2
        && n.length(g) == 3
        && n.length(g + 1) == 3
        && n.length(g + 2) == 4
        && b[n.groupStart[g]] >= '2';
  }

  private static int extension(byte[] b, int e, int to) {
    int p = e;
    while (p < to && b[p] == ' ' && p - e < 2) {
      p++;
    }
    int w = p;
    while (p < to && Chars.isLetter(b[p])) {
      p++;
    }
    boolean marked =
        Chars.equalsWord(b, w, p, "x")
            || Chars.equalsWord(b, w, p, "ext")
            || Chars.equalsWord(b, w, p, "extension");
    if (!marked) {
      return e;
    }
    while (p < to && (b[p] == '.' || b[p] == ' ') && p - w < 12) {
      p++;
    }
    int d = p;
    while (p < to && Chars.isDigit(b[p])) {
      p++;
    }
    return p > d && p - d <= 6 ? p : e;
  }
}
