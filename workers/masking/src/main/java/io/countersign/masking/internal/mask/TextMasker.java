package io.countersign.masking.internal.mask;

import io.countersign.masking.DataClass;
import io.countersign.masking.internal.detect.Chars;
import io.countersign.masking.internal.detect.Spans;
import io.countersign.masking.internal.detect.TextScanner;
import io.countersign.masking.internal.detect.Words;
import io.countersign.masking.internal.names.NamePairs;
import io.countersign.masking.internal.names.TableNames;
import java.util.Arrays;

/**
 * Masks free text: first the row's own values, wherever they are mentioned, with the very tokens of
 * their columns; then people of other rows, by two words of their names; then whatever detection
 * finds.
 */
final class TextMasker {
  private static final int ENOUGH = 60;
  private static final int OTHER_ROW = -1;

  private final Patches patches;
  private final TokenBatches tokens;
  private final RowLinks links;
  private final TableNames names;
  private final long[] perClass;
  private final TextScanner scanner = new TextScanner();
  private final Spans found = new Spans();
  private final Spans own = new Spans();
  private final QuietTexts quiet = new QuietTexts();
  private final long[] nobody = new long[1 << 9];
  private int[] linkOf = new int[64];

  TextMasker(
      Patches patches, TokenBatches tokens, RowLinks links, TableNames names, long[] perClass) {
    this.patches = patches;
    this.tokens = tokens;
    this.links = links;
    this.names = names;
    this.perClass = perClass;
  }

  /** Adds the replacements of one cell; true if there are any. */
  boolean mask(byte[] b, int from, int to) {
    int place = quiet.find(b, from, to);
    if (place >= 0 && !mayMention(place, from)) {
      return false;
    }
    int before = patches.count();
    for (int s = from; s < to; ) {
      int e = TextScanner.windowEnd(b, s, to);
      maskPiece(b, s, e);
      s = e;
    }
    boolean masked = patches.count() > before;
    if (!masked && place < 0 && found.count() == 0) {
      remember(b, from, to);
    }
    return masked;
  }

  /** Whether a quiet text may mention a value of this row. */
  private boolean mayMention(int place, int from) {
    boolean may = false;
    if (links.count() > 0) {
      for (int i = 0; i < quiet.words(place); i++) {
        may |= links.mayStart(from + quiet.word(place, i));
      }
    }
    return may;
  }

  /** Notes a text in which nothing was found, if none of its words is one of a name. */
  private void remember(byte[] b, int from, int to) {
    Words words = scanner.words(b, from, to);
    for (int i = 0; i < words.count(); i++) {
      if (!names.isEmpty() && mayName(words.hash(i))) {
        return;
      }
    }
    int place = quiet.add(b, from, to);
    boolean room = place >= 0;
    for (int i = 0; i < words.count() && room; i++) {
      room = quiet.addWord(place, words.start(i) - from);
    }
  }

  private void maskPiece(byte[] b, int from, int to) {
    own.clear();
    scanner.scanDirect(b, from, to, ENOUGH, found);
    if (links.count() > 0 || !names.isEmpty()) {
      findOwn(b, from, to);
    }
    int i = 0;
    int k = nextFound(b, 0, to);
    int position = from;
    while (i < own.count() || k < found.count()) {
      int start = k < found.count() ? Math.max(position, found.start(k)) : to;
      if (k < found.count() && found.end(k) <= position) {
        k = nextFound(b, k + 1, to);
      } else if (i < own.count() && own.start(i) < position) {
        i++;
      } else if (i < own.count() && own.end(i) <= start) {
        position = ownToken(b, i, own.start(i), own.end(i));
        i++;
      } else if (i == own.count() || found.end(k) <= own.start(i)) {
        position = foundToken(b, k, start, found.end(k));
      } else if (splits(found.type(k))) {
        if (hasAlnum(b, start, own.start(i))) {
          foundToken(b, k, start, trimmedEnd(b, start, own.start(i)));
        }
        position = ownToken(b, i, own.start(i), own.end(i));
        if (position < found.end(k) && !hasAlnum(b, position, found.end(k))) {
          position = found.end(k);
        }
        while (position < found.end(k) && !Chars.isAlnum(b[position])) {
          position++;
        }
      } else {
        position = whole(b, i, k, start);
      }
    }
  }

  private int nextFound(byte[] b, int from, int to) {
    int k = from;
    while (k < found.count() && (!masks(k) || Tokens.lengthAt(b, found.start(k), to) > 0)) {
      k++;
    }
    return k;
  }

  private boolean masks(int k) {
    return found.type(k).direct() && found.score(k) >= ENOUGH;
  }

  /** Whether a part of such a finding may get a token of its own. */
  private static boolean splits(DataClass c) {
    return c == DataClass.PERSON || c == DataClass.STREET_ADDRESS;
  }

  /** A number or address that holds one of the row's values: one token for both together. */
  private int whole(byte[] b, int i, int k, int start) {
    int s = Math.min(start, own.start(i));
    int e = Math.max(found.end(k), own.end(i));
    return own.type(i) == found.type(k) ? ownToken(b, i, s, e) : foundToken(b, k, s, e);
  }

  private static boolean hasAlnum(byte[] b, int from, int to) {
    for (int p = from; p < to; p++) {
      if (Chars.isAlnum(b[p])) {
        return true;
      }
    }
    return false;
  }

  private static int trimmedEnd(byte[] b, int from, int to) {
    int e = to;
    while (e > from && !Chars.isAlnum(b[e - 1])) {
      e--;
    }
    return e;
  }

  private int ownToken(byte[] b, int i, int s, int e) {
    int link = linkOf[i];
    DataClass c = own.type(i);
    int mac =
        link == OTHER_ROW
            ? tokens.add(c, b, s, e)
            : tokens.add(c, b, links.valueStart(link), links.valueEnd(link));
    patches.token(s, e, c.ordinal(), mac);
    perClass[c.ordinal()]++;
    return e;
  }

  private int foundToken(byte[] b, int k, int s, int e) {
    DataClass c = found.type(k);
    int link = c == DataClass.PHONE ? links.phone(s, e) : -1;
    int mac =
        link < 0
            ? tokens.add(c, b, s, e)
            : tokens.add(c, b, links.valueStart(link), links.valueEnd(link));
    patches.token(s, e, c.ordinal(), mac);
    perClass[c.ordinal()]++;
    return e;
  }

  private void findOwn(byte[] b, int from, int to) {
    Words words = scanner.words(b, from, to);
    boolean others = !names.isEmpty();
    boolean named = false;
    int position = from;
    for (int i = 0; i < words.count(); i++) {
      int s = words.start(i);
      if (s < position) {
        continue;
      }
      int e = links.mayStart(s) ? links.match(s, to) : -1;
      if (e > 0) {
        int start = s > from && b[s - 1] == '+' ? s - 1 : s;
        own(start, e, links.type(links.matched()), links.matched());
        named = false;
        position = e;
      } else if (others && words.end(i) - s >= NamePairs.MIN_WORD) {
        boolean withNext = false;
        if (mayName(words.hash(i))) {
          int next = next(words, i);
          withNext = next > 0 && names.knows(words.hash(i), words.hash(next));
        }
        if (named || withNext) {
          own(
              withPrefix(b, Math.max(from, position), s),
              words.end(i),
              DataClass.PERSON,
              OTHER_ROW);
        }
        named = withNext;
      }
    }
  }

  /** The letter and apostrophe before a name such as O'Neill belong to it. */
  private static int withPrefix(byte[] b, int from, int s) {
    boolean apostrophe = s - 2 >= from && b[s - 1] == '\'' && Chars.isLetter(b[s - 2]);
    return apostrophe && (s - 3 < from || !Chars.isAlnum(b[s - 3])) ? s - 2 : s;
  }

  /** Most words name nobody, and are the same again and again. */
  private boolean mayName(long word) {
    int at = (int) (word >>> 48) & (nobody.length - 1);
    if (nobody[at] == word) {
      return false;
    }
    boolean may = names.knowsWord(word);
    if (!may) {
      nobody[at] = word;
    }
    return may;
  }

  /** The next word that may belong to the same name, or -1. */
  private static int next(Words words, int i) {
    for (int k = i + 1; k < words.count(); k++) {
      if (words.start(k) - words.end(i) > NamePairs.MAX_GAP) {
        return -1;
      }
      if (words.end(k) - words.start(k) >= NamePairs.MIN_WORD) {
        return k;
      }
    }
    return -1;
  }

  private void own(int s, int e, DataClass c, int link) {
    if (own.count() == linkOf.length) {
      linkOf = Arrays.copyOf(linkOf, linkOf.length * 2);
    }
    linkOf[own.count()] = link;
    own.add(s, e, c, 100, "row");
  }
}
