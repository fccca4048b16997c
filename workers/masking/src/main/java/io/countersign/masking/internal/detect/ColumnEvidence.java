package io.countersign.masking.internal.detect;

import io.countersign.masking.DataClass;
import io.countersign.masking.internal.csv.Block;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts over the sampled cells of one column; it keeps hashes of values, not values. */
public final class ColumnEvidence {
  private static final int MAX_DISTINCT = 20_000;
  private static final int MAX_TEXTS = 400;

  /** Below, a number may be anything; the name of the column has to say what it is. */
  private static final int LIKELY = 55;

  private final TextScanner scanner = new TextScanner();
  private final Spans spans = new Spans();
  private final int[] whole = new int[DataClass.values().length];
  private final int[] inside = new int[DataClass.values().length];
  private final Set<Integer> distinct = new HashSet<>();
  int cells;
  int filled;
  int numeric;
  int letters;
  int decimals;
  int phoneDigits;
  int nameShaped;
  int names;
  int places;
  int countries;
  int birthYears;
  int texts;
  private final Words split = new Words();
  private final NumberFinder numbers = new NumberFinder(new Context());
  private final Spans textSpans = new Spans();
  private final Set<Integer> years = new HashSet<>();
  private final int[] idClass = new int[DataClass.values().length];
  private final int[] inText = new int[DataClass.values().length];
  int startsWithNumber;
  long words;
  long bytes;

  /** Counts one cell, without its quotes. */
  public void add(byte[] b, int rawFrom, int rawTo) {
    int from = rawFrom;
    int to = rawTo;
    while (from < to && Chars.isSpace(b[from])) {
      from++;
    }
    while (to > from && Chars.isSpace(b[to - 1])) {
      to--;
    }
    cells++;
    if (from == to) {
      return;
    }
    filled++;
    bytes += to - from;
    if (distinct.size() < MAX_DISTINCT) {
      distinct.add(Arrays.hashCode(Arrays.copyOfRange(b, from, to)));
    }
    shape(b, from, to);
    dictionary(b, from, to);
    numbers(b, from, to);
    if (texts < MAX_TEXTS) {
      texts++;
      scanner.scanText(b, from, Math.min(to, from + 2000), textSpans);
      for (int i = 0; i < textSpans.count(); i++) {
        inText[textSpans.type(i).ordinal()]++;
      }
    }
    scanner.scan(b, from, to, spans);
    for (int i = 0; i < spans.count(); i++) {
      if (spans.score(i) < LIKELY) {
        continue;
      }
      if (spans.start(i) == from && spans.end(i) == to) {
        whole[spans.type(i).ordinal()]++;
      } else if (spans.score(i) >= TextScanner.CERTAIN) {
        inside[spans.type(i).ordinal()]++;
      }
    }
  }

  private void shape(byte[] b, int from, int to) {
    int digits = 0;
    int letterCount = 0;
    int others = 0;
    int points = 0;
    int wordCount = 0;
    int spaces = 0;
    boolean inWord = false;
    for (int i = from; i < to; i++) {
      byte k = Chars.kind(b[i]);
      if (k == Chars.DIGIT) {
        digits++;
      } else if (k >= Chars.UPPER) {
        letterCount++;
      } else if (k == Chars.SPACE) {
        spaces++;
      } else if (k == Chars.OTHER) {
        others++;
        points += b[i] == '.' || b[i] == ',' ? 1 : 0;
      }
      boolean word = k >= Chars.DIGIT;
      wordCount += word && !inWord ? 1 : 0;
      inWord = word || (inWord && k == Chars.OTHER);
    }
    words += wordCount;
    boolean sign = b[from] == '-' || b[from] == '+';
    if (letterCount == 0
        && spaces == 0
        && digits > 0
        && others - (sign ? 1 : 0) <= points
        && points <= 1) {
      numeric++;
      decimals += points;
    }
    letters += letterCount > 0 ? 1 : 0;
    if (letterCount == 0 && digits >= 6 && digits <= 15) {
      phoneDigits++;
    }
    if (digits == 0 && letterCount >= 2 && wordCount <= 4 && to - from <= 60 && others <= 3) {
      nameShaped++;
    }
    if (letterCount > 2 && digits > 0 && wordCount >= 2) {
      startsWithNumber++;
    }
  }

  /** Whether words of the cell are names, or the whole of it a place or a country. */
  private void dictionary(byte[] b, int from, int to) {
    if (to - from > 80) {
      return;
    }
    split.split(b, from, to);
    boolean name = false;
    for (int i = 0; i < split.count && i < 5; i++) {
      boolean known = split.is(i, Lexicon.FIRST | Lexicon.LAST);
      name |=
          known && (split.count > 1 || !split.is(i, Lexicon.COMMON) || split.is(i, Lexicon.FIRST));
    }
    int place = split.count == 0 ? 0 : split.place(0);
    if (place == split.count && place > 0) {
      places++;
      countries += (split.phraseFlags & Lexicon.COUNTRY) != 0 ? 1 : 0;
    }
    names += name ? 1 : 0;
  }

  /** Check digits of national ids, and the years of dates. */
  private void numbers(byte[] b, int from, int to) {
    if (to - from > 24) {
      return;
    }
    DataClass id = numbers.checkedId(b, from, to);
    if (id != null) {
      idClass[id.ordinal()]++;
    }
    int year = numbers.leadingDateYear(b, from, to);
    if (year > 0) {
      years.add(year);
      birthYears += year >= 1915 && year <= 2015 ? 1 : 0;
    }
  }

  /** Share of cells whose check digits are those of this national id. */
  double checkedIdRate(DataClass c) {
    return rate(idClass[c.ordinal()]);
  }

  /** Share of the read texts with such a finding. */
  double textRate(DataClass c) {
    return texts == 0 ? 0 : Math.min(1, (double) inText[c.ordinal()] / texts);
  }

  int distinctYears() {
    return years.size();
  }

  double wholeRate(DataClass c) {
    return rate(whole[c.ordinal()]);
  }

  /** Share of cells that hold such a value among other text, or are one. */
  double anyRate(DataClass c) {
    return rate(whole[c.ordinal()] + inside[c.ordinal()]);
  }

  double rate(int n) {
    return filled == 0 ? 0 : Math.min(1, (double) n / filled);
  }

  double meanWords() {
    return filled == 0 ? 0 : (double) words / filled;
  }

  double distinctRate() {
    return filled == 0 ? 0 : (double) distinct.size() / Math.min(filled, MAX_DISTINCT);
  }

  int distinctValues() {
    return distinct.size();
  }

  /** The counts that go into a plan. */
  public Map<String, Long> counts() {
    Map<String, Long> m = new TreeMap<>();
    m.put("sampled", (long) cells);
    m.put("filled", (long) filled);
    m.put("distinct", (long) distinct.size());
    m.put("numeric", (long) numeric);
    m.put("names", (long) names);
    m.put("places", (long) places);
    for (DataClass c : DataClass.values()) {
      if (whole[c.ordinal()] > 0) {
        m.put("cells:" + c.name(), (long) whole[c.ordinal()]);
      }
      if (inside[c.ordinal()] > 0) {
        m.put("within:" + c.name(), (long) inside[c.ordinal()]);
      }
    }
    return m;
  }

  /** Whether a text such as a header cell is itself an identifier. */
  public static boolean looksLikeIdentifier(String text) {
    byte[] utf8 = text.strip().getBytes(StandardCharsets.UTF_8);
    byte[] b = Arrays.copyOf(utf8, utf8.length + Block.PADDING);
    Spans found = new Spans();
    new TextScanner().scan(b, 0, utf8.length, found);
    for (int i = 0; i < found.count(); i++) {
      boolean whole = found.start(i) == 0 && found.end(i) == utf8.length;
      if (whole && found.score(i) >= TextScanner.CERTAIN && found.type(i).direct()) {
        return true;
      }
    }
    return false;
  }
}
