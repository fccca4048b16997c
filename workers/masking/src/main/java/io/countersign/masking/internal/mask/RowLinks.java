package io.countersign.masking.internal.mask;

import io.countersign.masking.DataClass;
import io.countersign.masking.internal.csv.Swar;
import io.countersign.masking.internal.detect.Chars;
import io.countersign.masking.internal.detect.CommonWords;
import io.countersign.masking.internal.names.Fold;

/**
 * The identifying values of one row, looked for in that row's free text: whole values word by word
 * whatever stands between the words, single words of names, and digits whatever separates them.
 */
final class RowLinks {
  private static final int MAX = 64;
  private static final int STARTS = 11;

  /** From here on bytes begin letters whose upper case is not one bit away. */
  private static final int WIDE = 0xc4;

  private final int[] start = new int[MAX];
  private final int[] end = new int[MAX];
  private final int[] first = new int[MAX];
  private final int[] valueStart = new int[MAX];
  private final int[] valueEnd = new int[MAX];
  private final DataClass[] type = new DataClass[MAX];
  private int count;

  /** The row that a start of three letters or digits was last noted for. */
  private final int[] starts = new int[1 << STARTS];

  /** How shorter starts begin. */
  private long shortStarts;

  private boolean anyStart;
  private int row;
  private byte[] b = new byte[0];

  void begin(byte[] bytes) {
    b = bytes;
    count = 0;
    shortStarts = 0;
    anyStart = false;
    row++;
  }

  int count() {
    return count;
  }

  /** Where the value starts whose token the link gets. */
  int valueStart(int i) {
    return valueStart[i];
  }

  int valueEnd(int i) {
    return valueEnd[i];
  }

  DataClass type(int i) {
    return type[i];
  }

  /** Adds a cell of an identifying column. */
  void add(DataClass c, int from, int to) {
    boolean person = c == DataClass.PERSON;
    int needed = person ? 2 : c == DataClass.LOCATION || c == DataClass.STREET_ADDRESS ? 3 : 4;
    int alnum = 0;
    for (int i = from; i < to && alnum < needed; i++) {
      alnum += Chars.isAlnum(b[i]) ? 1 : 0;
    }
    if (alnum < needed) {
      return;
    }
    link(c, from, to);
    if (person) {
      addWords(from, to);
    }
  }

  private void addWords(int from, int to) {
    int i = from;
    while (i < to) {
      while (i < to && !Chars.isAlnum(b[i])) {
        i++;
      }
      int s = i;
      while (i < to && Chars.isAlnum(b[i])) {
        i++;
      }
      if (i - s >= 3 && (s > from || i < to)) {
        link(DataClass.PERSON, s, i);
      }
    }
  }

  private void link(DataClass c, int from, int to) {
    int s = from;
    int e = to;
    while (s < e && !Chars.isAlnum(b[s])) {
      s++;
    }
    while (e > s && !Chars.isAlnum(b[e - 1])) {
      e--;
    }
    if (count < MAX && s < e) {
      start[count] = s;
      first[count] = Fold.at(b, s);
      end[count] = e;
      valueStart[count] = from;
      valueEnd[count] = to;
      type[count++] = c;
      mark(s, e);
    }
  }

  /**
   * Notes how a link starts: by its first three letters or digits, whatever their case, or by the
   * first one where something else stands among them.
   */
  private void mark(int from, int to) {
    boolean three = to - from >= 3;
    boolean wide = false;
    for (int i = from; i < Math.min(to, from + 3); i++) {
      three &= Chars.isAlnum(b[i]);
      wide |= (b[i] & 0xff) >= WIDE;
    }
    if (wide) {
      anyStart = true;
    } else if (three) {
      starts[key(from)] = row;
    } else {
      shortStarts |= 1L << first(from);
    }
  }

  private int key(int at) {
    int three = (int) Swar.load(b, at) & 0xffffff | 0x202020;
    return three * 0x9e3779b1 >>> 32 - STARTS;
  }

  private int first(int at) {
    return (b[at] | 0x20) & 0x3f;
  }

  /** Whether a link may begin with the word that starts here. */
  boolean mayStart(int word) {
    return starts[key(word)] == row
        || (shortStarts >>> first(word) & 1) != 0
        || anyStart
        || (b[word] & 0xff) >= WIDE
        || (b[word + 1] & 0xff) >= WIDE
        || (b[word + 2] & 0xff) >= WIDE;
  }

  /**
   * End of the longest link that starts at this word, or -1; {@link #matched()} tells which it was.
   */
  int match(int word, int to) {
    int best = -1;
    matched = -1;
    int letter = Fold.at(b, word);
    for (int i = 0; i < count; i++) {
      int e = first[i] == letter ? matchOne(i, word, to) : -1;
      if (e > best) {
        best = e;
        matched = i;
      }
    }
    return best;
  }

  private int matched = -1;

  int matched() {
    return matched;
  }

  private int matchOne(int link, int word, int to) {
    int n = start[link];
    int stop = end[link];
    int p = word;
    while (n < stop) {
      byte c = b[n];
      if (Chars.isAlnum(c)) {
        if (p >= to || Fold.at(b, p) != Fold.at(b, n)) {
          return -1;
        }
        n++;
        p++;
      } else {
        while (n < stop && !Chars.isAlnum(b[n])) {
          n++;
        }
        int gap = p;
        while (p < to && p - gap < 3 && !Chars.isAlnum(b[p])) {
          p++;
        }
        if (p == gap && !Chars.isDigit(b[n])) {
          return -1;
        }
      }
    }
    if (p < to && Chars.isAlnum(b[p])) {
      return -1;
    }
    boolean word1 = type[link] == DataClass.PERSON || type[link] == DataClass.LOCATION;
    return word1 && CommonWords.lowerCaseCommon(b, word, p) ? -1 : p;
  }

  /**
   * The phone of the row that a run of digits in the text belongs to, or -1: equal from the right
   * over at least seven digits, since one of them may lack the country code.
   */
  int phone(int from, int to) {
    for (int i = 0; i < count; i++) {
      if (type[i] == DataClass.PHONE && sameFromRight(start[i], end[i], from, to)) {
        return i;
      }
    }
    return -1;
  }

  private boolean sameFromRight(int s1, int e1, int s2, int e2) {
    int i = e1;
    int k = e2;
    int same = 0;
    while (true) {
      while (i > s1 && !Chars.isDigit(b[i - 1])) {
        i--;
      }
      while (k > s2 && !Chars.isDigit(b[k - 1])) {
        k--;
      }
      if (i == s1 || k == s2) {
        return same >= 7;
      }
      if (b[--i] != b[--k]) {
        return same >= 8 && (b[i] == '0' || b[k] == '0');
      }
      same++;
    }
  }
}
