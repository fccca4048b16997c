package io.countersign.masking.internal.detect;

import io.countersign.masking.DataClass;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** URLs with a scheme or a www; with credentials inside they are secrets. */
final class UrlFinder {
  private static final String[] KEYS_IN_URLS = {
    "hooks.slack.com/services/",
    "/api/webhooks/",
    "webhook.office.com/webhookb2/",
    "access_token=",
    "api_key=",
    "apikey=",
    "&sig=",
    "?sig=",
    "auth_token=",
    "client_secret=",
    "x-amz-signature=",
    "password=",
    "passwd=",
    "pwd=",
    "secret=",
    "?token=",
    "&token=",
    "private_token=",
    "sharedaccesskey=",
    "id_token=",
    "refresh_token="
  };

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
    boolean secret = credentials(b, colon + 3, e) || carriesToken(b, colon + 3, e);
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

  /** Webhooks, whose path is the key, and keys among the parameters. */
  private static boolean carriesToken(byte[] b, int from, int to) {
    String url = new String(b, from, to - from, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
    for (String marker : KEYS_IN_URLS) {
      int at = url.indexOf(marker);
      if (at >= 0 && url.length() - at - marker.length() >= 8) {
        return true;
      }
    }
    return false;
  }

  /** {@code curl -u user:password}; returns the end of what it added, or -1. */
  static int curlUser(byte[] b, int s, int e, int to, Spans out) {
    if (!Chars.equalsWord(b, s, e, "curl")) {
      return -1;
    }
    int limit = Math.min(to - 4, e + 120);
    for (int p = e; p < limit && b[p] != '\n'; p++) {
      if (b[p] == '-' && b[p + 1] == 'u' && b[p + 2] == ' ') {
        int from = p + 3;
        int end = end(b, from, to);
        int colon = from;
        while (colon < end && b[colon] != ':') {
          colon++;
        }
        if (end - colon > 4 && b[colon + 1] != '$') {
          out.add(from, end, DataClass.SECRET, 92, "curl-user");
          return end;
        }
      }
    }
    return -1;
  }

  /** {@code user:password@} or a token before the host. */
  private static boolean credentials(byte[] b, int from, int to) {
    int colon = -1;
    for (int i = from; i < to && b[i] != '/'; i++) {
      if (b[i] == ':' && colon < 0) {
        colon = i;
      } else if (b[i] == '@') {
        return colon > 0 && i - colon > 1 || colon < 0 && i - from >= 20;
      }
    }
    return false;
  }
}
