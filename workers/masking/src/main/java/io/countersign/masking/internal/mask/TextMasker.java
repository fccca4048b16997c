package io.countersign.masking.internal.mask;

import io.countersign.masking.DataClass;
import io.countersign.masking.internal.detect.Chars;
import io.countersign.masking.internal.detect.Spans;
import io.countersign.masking.internal.detect.TextScanner;
import io.countersign.masking.internal.names.NamePairs;
import io.countersign.masking.internal.names.TableNames;

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
  private final int[] linkOf = new int[4096];

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
    own.clear();
    if (links.count() > 0 || !names.isEmpty()) {
      findOwn(b, from, to);
    }
    scanner.scanText(b, from, to, found);
    int i = 0;
    int k = 0;
    int position = from;
    boolean any = false;
    while (i < own.count() || k < found.count()) {
      boolean ownFirst = k == found.count() || (i < own.count() && own.start(i) <= found.start(k));
      if (ownFirst) {
        if (own.start(i) >= position) {
          position = ownSpan(b, i, k);
          any = true;
        }
        i++;
      } else {
        if (found.start(k) >= position && masks(k) && Tokens.lengthAt(b, found.start(k), to) == 0) {
          position = foundSpan(b, k, i);
          any = true;
        }
        k++;
      }
    }
    return any;
  }

  private boolean masks(int k) {
    return found.type(k).direct() && found.score(k) >= ENOUGH;
  }

  /** The token of the column; where detection saw a longer value around it, that is replaced. */
  private int ownSpan(byte[] b, int i, int nextFound) {
    int link = linkOf[i];
    int end = reach(own.end(i), i + 1, nextFound);
    DataClass c = own.type(i);
    int mac =
        link == OTHER_ROW
            ? tokens.add(c, b, own.start(i), end)
            : tokens.add(c, b, links.valueStart(link), links.valueEnd(link));
    patches.token(own.start(i), end, c.ordinal(), mac);
    perClass[c.ordinal()]++;
    return end;
  }

  private int foundSpan(byte[] b, int k, int nextOwn) {
    int s = found.start(k);
    int e = reach(found.end(k), nextOwn, k + 1);
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

  /** Where a replacement has to end so that nothing that begins within it sticks out. */
  private int reach(int from, int nextOwn, int nextFound) {
    int end = from;
    int i = nextOwn;
    int k = nextFound;
    while (true) {
      if (i < own.count() && own.start(i) < end) {
        end = Math.max(end, own.end(i++));
      } else if (k < found.count() && found.start(k) < end) {
        end = masks(k) ? Math.max(end, found.end(k)) : end;
        k++;
      } else {
        return end;
      }
    }
  }

  private void findOwn(byte[] b, int from, int to) {
    int i = from;
    boolean named = false;
    while (i < to && own.count() < linkOf.length) {
      if (!Chars.isAlnum(b[i])) {
        i++;
        continue;
      }
      int e = links.count() > 0 && links.mayStart(b, i) ? links.match(i, to) : -1;
      if (e > 0) {
        int s = i > from && b[i - 1] == '+' ? i - 1 : i;
        own(s, e, links.type(links.matched()), links.matched());
        named = false;
      } else {
        e = NamePairs.wordEnd(b, i, to);
        if (!names.isEmpty() && e - i >= NamePairs.MIN_WORD) {
          boolean withNext = isNamedWithNext(b, i, e, to);
          if (named || withNext) {
            own(i, e, DataClass.PERSON, OTHER_ROW);
          }
          named = withNext;
        }
      }
      i = e;
    }
  }

  private void own(int s, int e, DataClass c, int link) {
    linkOf[own.count()] = link;
    own.add(s, e, c, 100, "row");
  }

  /** Whether this word and the one after it name somebody in the table. */
  private boolean isNamedWithNext(byte[] b, int s, int e, int to) {
    int next = NamePairs.nextWord(b, e, Math.min(to, e + NamePairs.MAX_GAP + NamePairs.MIN_WORD));
    if (next - e > NamePairs.MAX_GAP || next >= to) {
      return false;
    }
    return names.knows(b, s, e, next, NamePairs.wordEnd(b, next, to));
  }
}
