package io.countersign.masking.internal.detect;

import io.countersign.masking.DataClass;
import java.util.Arrays;

/** Credentials that show by their own form: prefixes of issuers, private keys, JSON web tokens. */
final class SecretForms {
  /** Prefix and least length of the whole token, by issuer. */
  private static final String FORMS =
      "AKIA 20 ASIA 20 AROA 20 ABIA 20 ACCA 20 ABSK 60 LTAI 20 AKID 30 AIza 39 GOCSPX- 30 ya29. 30"
          + " ghp_ 36 gho_ 36 ghu_ 36 ghs_ 36 ghr_ 36 github_pat_ 40 glpat- 24 gldt- 24 glrt- 24"
          + " glptt- 24 glft- 24 glsoat- 24 glcbt- 24 GR1348941 25 xoxb- 24 xoxp- 24 xoxa- 24"
          + " xoxr- 24 xoxs- 24 xoxe- 24 xoxe. 24 xoxo- 24 xapp- 24 sk_live_ 24 sk_test_ 24"
          + " rk_live_ 24 rk_test_ 24 pk_live_ 24 whsec_ 24 rzp_live_ 22 sk- 32 gsk_ 40 xai- 40"
          + " pplx- 40 nvapi- 40 r8_ 36 hf_ 30 SG. 40 xkeysib- 60 key- 36 npm_ 36 pypi- 40"
          + " rubygems_ 40 oy2 46 dckr_pat_ 30 dckr_oat_ 30 shpat_ 36 shpss_ 36 shpca_ 36"
          + " shppa_ 36 EAACEdEose0cBA 20 dop_v1_ 60 doo_v1_ 60 dor_v1_ 60 lin_api_ 36"
          + " lin_oauth_ 36 glsa_ 36 glc_ 36 sq0atp- 24 sq0csp- 24 sq0idp- 24 EAAA 60"
          + " AGE-SECRET-KEY- 50 hvs. 24 hvb. 24 atlasv1. 40 PMAK- 40 NRAK- 30 NRJS- 22"
          + " dapi 36 dp.pt. 40 dp.st. 40 dp.ct. 40 figd_ 36 figu_ 36 pscale_tkn_ 40 pscale_pw_ 40"
          + " pul- 40 rdme_ 60 sntrys_ 60 sntryu_ 60 sbp_ 40 secret_ 46 ntn_ 40 tskey- 30"
          + " AKCp 60 ops_eyJ 60 ATATT3 60 ATBB 32 ATCTT3 60 phx_ 40 CLOJARS_ 60 EZAK 50 EZTK 50"
          + " FLWSECK 30 apify_api_ 40 sha256~ 43 tfp_ 40 p8e- 30 bkua_ 40 vlt_ 30 shippo_live_ 40"
          + " fio-u- 60 duffel_live_ 40 nfp_ 36 dt0c01. 60 api_org_ 35 sl. 60 SK 34";

  /** How far behind the id of a key of AWS its secret is looked for. */
  private static final int PAIR = 200;

  private static final byte[][][] PREFIXES = new byte[256][0][];
  private static final int[][] LENGTHS = new int[256][0];

  static {
    String[] words = FORMS.split(" ");
    for (int i = 0; i < words.length; i += 2) {
      int first = words[i].charAt(0);
      int n = PREFIXES[first].length;
      PREFIXES[first] = Arrays.copyOf(PREFIXES[first], n + 1);
      PREFIXES[first][n] = words[i].getBytes(java.nio.charset.StandardCharsets.US_ASCII);
      LENGTHS[first] = Arrays.copyOf(LENGTHS[first], n + 1);
      LENGTHS[first][n] = Integer.parseInt(words[i + 1]);
    }
  }

  private SecretForms() {}

  /** Adds the token of a known form that starts here; returns its end, or -1. */
  static int find(byte[] b, int s, int e, int to, Spans out) {
    if (b[e] == '~' && e - s >= 2 && b[e - 1] == 'Q' && Chars.isDigit(b[e - 2])) {
      return azure(b, s, e, to, out);
    }
    byte[][] prefixes = PREFIXES[b[s] & 0xff];
    if (prefixes.length == 0 && b[s] != 'e') {
      return -1;
    }
    int end = s;
    while (end < to && (tokenCharacter(b[end]) || b[end] == '~')) {
      end++;
    }
    while (end > s && (b[end - 1] == '.' || b[end - 1] == '-')) {
      end--;
    }
    if (end - s < 20) {
      return -1;
    }
    if (b[s] == 'e' && jwt(b, s, end)) {
      out.add(s, end, DataClass.SECRET, 97, "jwt");
      return end;
    }
    for (int i = 0; i < prefixes.length; i++) {
      if (end - s >= LENGTHS[b[s] & 0xff][i]
          && starts(b, s, to, prefixes[i])
          && random(b, s, s + prefixes[i].length, end)) {
        out.add(s, end, DataClass.SECRET, 98, "token-form");
        if (b[s] == 'A' && end - s == 20) {
          pair(b, end, Math.min(to, end + PAIR), out);
        }
        return end;
      }
    }
    return -1;
  }

  /** What follows a prefix: characters of many kinds, digits among them. */
  private static boolean random(byte[] b, int s, int from, int to) {
    int digits = 0;
    int hex = 0;
    for (int i = from; i < to; i++) {
      digits += Chars.isDigit(b[i]) ? 1 : 0;
      hex += Chars.isHex(b[i]) ? 1 : 0;
    }
    boolean twilio = b[s] == 'S' && b[s + 1] == 'K';
    boolean needsHex = twilio || b[s] == 'd' && b[s + 1] == 'a';
    return digits >= (to - from >= 30 ? 2 : 1)
        && varied(b, from, to)
        && indexOf(b, s, to, "EXAMPLE") < 0
        && (!needsHex || hex == to - from);
  }

  /** The secret that belongs to the id of a key of AWS: 40 characters of base 64. */
  private static void pair(byte[] b, int from, int to, Spans out) {
    int s = from;
    while (s < to) {
      int e = s;
      int kinds = 0;
      while (e < to && (b[e] > 0 && Chars.isAlnum(b[e]) || b[e] == '+' || b[e] == '/')) {
        kinds |= 1 << Chars.kind(b[e]);
        e++;
      }
      int all = 1 << Chars.DIGIT | 1 << Chars.UPPER | 1 << Chars.LOWER;
      if (e - s == 40 && (kinds & all) == all) {
        out.add(s, e, DataClass.SECRET, 96, "token-pair");
        return;
      }
      s = e + 1;
    }
  }

  /** Client secrets of Microsoft Entra: three characters, a digit, {@code Q~}, 31 to 34 more. */
  private static int azure(byte[] b, int s, int e, int to, Spans out) {
    int end = e + 1;
    while (end < to && (tokenCharacter(b[end]) || b[end] == '~')) {
      end++;
    }
    if (end - e < 30 || !varied(b, e, end)) {
      return -1;
    }
    out.add(s, end, DataClass.SECRET, 96, "token-form");
    return end;
  }

  static boolean tokenCharacter(byte c) {
    return (c > 0 && Chars.isAlnum(c)) || c == '_' || c == '-' || c == '.';
  }

  /** Header, payload and signature, each in base64url; the first two open with a brace. */
  private static boolean jwt(byte[] b, int s, int e) {
    int points = 0;
    for (int i = s; i < e; i++) {
      if (b[i] == '.') {
        points++;
        if (points == 1 && !(i + 3 < e && b[i + 1] == 'e' && b[i + 2] == 'y')) {
          return false;
        }
      }
    }
    return b[s + 1] == 'y' && b[s + 2] == 'J' && points >= 1;
  }

  private static boolean starts(byte[] b, int s, int to, byte[] prefix) {
    return s + prefix.length <= to
        && Arrays.equals(b, s, s + prefix.length, prefix, 0, prefix.length);
  }

  private static boolean starts(byte[] b, int s, String prefix) {
    for (int i = 0; i < prefix.length(); i++) {
      if (b[s + i] != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether there are enough different characters for a random token. */
  static boolean varied(byte[] b, int s, int e) {
    long seen = 0;
    long seenHigh = 0;
    for (int i = s; i < e; i++) {
      if (b[i] < 64) {
        seen |= 1L << b[i];
      } else {
        seenHigh |= 1L << (b[i] - 64);
      }
    }
    return Long.bitCount(seen) + Long.bitCount(seenHigh) >= Math.min(8, (e - s) / 2);
  }

  /** The token of a Telegram bot: digits, a colon, 35 characters; returns its end, or -1. */
  static int botToken(byte[] b, int s, int to, Spans out) {
    int p = s;
    while (p < to && p - s < 11 && Chars.isDigit(b[p])) {
      p++;
    }
    if (p - s < 8 || p + 35 > to || b[p] != ':' || b[p + 1] != 'A') {
      return -1;
    }
    int e = p + 1;
    while (e < to && tokenCharacter(b[e]) && b[e] != '.') {
      e++;
    }
    if (e - p - 1 < 33 || !varied(b, p + 1, e)) {
      return -1;
    }
    out.add(s, e, DataClass.SECRET, 96, "token-form");
    return e;
  }

  /** {@code -----BEGIN … PRIVATE KEY-----} to its end; returns the end, or -1. */
  static int privateKey(byte[] b, int s, int to, Spans out) {
    if (!starts(b, s, "-----BEGIN ")) {
      return -1;
    }
    int lineEnd = indexOf(b, s + 11, Math.min(to, s + 80), "PRIVATE KEY");
    if (lineEnd < 0) {
      return -1;
    }
    int end = indexOf(b, lineEnd, to, "-----END ");
    int close = end < 0 ? to : indexOf(b, end + 9, to, "-----");
    int stop = close < 0 || end < 0 ? to : close + 5;
    out.add(s, stop, DataClass.SECRET, 100, "private-key");
    return stop;
  }

  private static int indexOf(byte[] b, int from, int to, String what) {
    for (int i = from; i + what.length() <= to; i++) {
      if (starts(b, i, what)) {
        return i;
      }
    }
    return -1;
  }
}
