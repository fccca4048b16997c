package io.countersign.masking.internal.mask;

import io.countersign.masking.DataClass;
import io.countersign.masking.internal.detect.Chars;
import io.countersign.masking.internal.detect.Spans;
import io.countersign.masking.internal.detect.TextScanner;

/**
 * Masks free text: first the row's own values, wherever they are mentioned, with the very tokens of
 * their columns; then whatever detection finds.
 */
final class TextMasker {
  private static final int ENOUGH = 60;

  private final Patches patches;
  private final TokenBatches tokens;
  private final RowLinks links;
  private final long[] perClass;
  private final TextScanner scanner = new TextScanner();
  private final Spans found = new Spans();
  private final Spans own = new Spans();
  private final int[] linkOf = new int[4096];

  TextMasker(Patches patches, TokenBatches tokens, RowLinks links, long[] perClass) {
    this.patches = patches;
    this.tokens = tokens;
    this.links = links;
    this.perClass = perClass;
  }

  /** Adds the replacements of one cell; true if there are any. */
  boolean mask(byte[] b, int from, int to) {
    own.clear();
    if (links.count() > 0) {
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
          position = foundSpan(b, k);
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
    int link = linkOf[Math.min(i, linkOf.length - 1)];
    int end = own.end(i);
    for (int k = nextFound; k < found.count() && found.start(k) < end; k++) {
      if (masks(k)) {
        end = Math.max(end, found.end(k));
      }
    }
    DataClass c = links.type(link);
    int mac = tokens.add(c, b, links.valueStart(link), links.valueEnd(link));
    patches.token(own.start(i), end, c.ordinal(), mac);
    perClass[c.ordinal()]++;
    return end;
  }

  private int foundSpan(byte[] b, int k) {
    int s = found.start(k);
    int e = found.end(k);
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
    int i = from;
    while (i < to) {
      if (!Chars.isAlnum(b[i])) {
        i++;
        continue;
      }
      int e = -1;
      if (links.mayStart(b[i]) && own.count() < linkOf.length) {
        e = links.match(i, to);
        if (e > 0) {
          int s = i > from && b[i - 1] == '+' ? i - 1 : i;
          linkOf[own.count()] = links.matched();
          own.add(s, e, links.type(links.matched()), 100, "row");
        }
      }
      if (e < 0) {
        e = i;
        while (e < to && Chars.isAlnum(b[e])) {
          e++;
        }
      }
      i = e;
    }
  }
}
