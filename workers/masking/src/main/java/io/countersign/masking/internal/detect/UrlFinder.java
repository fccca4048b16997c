package io.countersign.masking.internal.detect;

import io.countersign.masking.DataClass;

/** URLs with a scheme or a www; with credentials inside they are secrets. */
final class UrlFinder {
  private UrlFinder() {}

  /** Looks around the colon of {@code ://}. */
  static int scheme(byte[] b, int from, int colon, int to, Spans out) {
    int s = colon;
    while (s > from
        && (Chars.isAlnum(b[s - 1]) || b[s - 1] == '+')
        && b[s - 1] > 0
        && colon - s < 20) {
      s--;
    }
    int e = end(b, colon + 3, to);
    if (s == colon || e < colon + 6) {
      return colon + 3;
    }
    boolean secret = credentials(b, colon + 3, e);
    out.add(s, e, secret ? DataClass.SECRET : DataClass.URL, secret ? 100 : 95, "url");
    return e;
  }

  static int www(byte[] b, int s, int to, Spans out) {
    int e = end(b, s, to);
    if (e - s > 7) {
      out.add(s, e, DataClass.URL, 90, "url");
      return e;
    }
    return s + 4;
  }

  private static int end(byte[] b, int from, int to) {
    int e = from;
    while (e < to && !Chars.isSpace(b[e]) && "<>\"'`|{}".indexOf(b[e]) < 0) {
      e++;
    }
    while (e > from && ".,;:!?)]".indexOf(b[e - 1]) >= 0) {
      e--;
    }
    return e;
  }

  /** {@code user:password@} before the host. */
  private static boolean credentials(byte[] b, int from, int to) {
    int colon = -1;
    for (int i = from; i < to && b[i] != '/'; i++) {
      if (b[i] == ':' && colon < 0) {
        colon = i;
      } else if (b[i] == '@') {
        return colon > 0 && i - colon > 1;
      }
    }
    return false;
  }
}
