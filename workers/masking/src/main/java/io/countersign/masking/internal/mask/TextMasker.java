package io.countersign.masking.internal.mask;

import io.countersign.masking.DataClass;
import io.countersign.masking.internal.detect.Chars;
import io.countersign.masking.internal.detect.Spans;
import io.countersign.masking.internal.detect.TextScanner;
import java.util.Arrays;

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
  private int[] linkOf = new int[64];

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
    int before = patches.count();
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
    return patches.count() > before;
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
    DataClass c = links.type(link);
    int mac = tokens.add(c, b, links.valueStart(link), links.valueEnd(link));
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
    int i = from;
    while (i < to) {
      if (!Chars.isAlnum(b[i])) {
        i++;
        continue;
      }
      int e = -1;
      if (links.mayStart(i, to)) {
        e = links.match(i, to);
        if (e > 0) {
          int s = i > from && b[i - 1] == '+' ? i - 1 : i;
          if (own.count() == linkOf.length) {
            linkOf = Arrays.copyOf(linkOf, linkOf.length * 2);
          }
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
