package io.countersign.masking.internal.detect;

import io.countersign.masking.DataClass;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * Credentials: known token forms, private keys, and values that are assigned to a secret's name.
 */
final class SecretFinder {
  /** Prefix, least length of the whole token. */
  private static final Object[][] FORMS = {
    {"AKIA", 20},
    {"ASIA", 20},
    {"AROA", 20},
    {"AIza", 39},
    {"ghp_", 36},
    {"gho_", 36},
    {"ghu_", 36},
    {"ghs_", 36},
    {"ghr_", 36},
    {"github_pat_", 40},
    {"glpat-", 24},
    {"xoxb-", 24},
    {"xoxp-", 24},
    {"xoxa-", 24},
    {"xoxr-", 24},
    {"xoxs-", 24},
    {"xapp-", 24},
    {"sk_live_", 24},
    {"sk_test_", 24},
    {"rk_live_", 24},
    {"pk_live_", 24},
    {"whsec_", 24},
    {"sk-", 32},
    {"SG.", 40},
    {"npm_", 36},
    {"pypi-", 40},
    {"hf_", 30},
    {"dckr_pat_", 30},
    {"shpat_", 36},
    {"shpss_", 36},
    {"ya29.", 30},
    {"EAACEdEose0cBA", 20},
    {"dop_v1_", 60},
    {"lin_api_", 36},
    {"glsa_", 36},
    {"sq0atp-", 24},
    {"sq0csp-", 24},
    {"key-", 36},
    {"AGE-SECRET-KEY-", 50},
    {"hvs.", 24},
    {"atlasv1.", 40},
    {"PMAK-", 40},
    {"rubygems_", 40},
    {"NRAK-", 30}
  };

  private static final boolean[] FIRST = new boolean[256];
  private static final Set<String> NAMES =
      Set.of(
          "password",
          "passwd",
          "pwd",
          "passphrase",
          "secret",
          "token",
          "apikey",
          "key",
          "pass",
          "credential",
          "credentials",
          "passwort",
          "kennwort",
          "auth",
          "authorization",
          "bearer",
          "accesskey",
          "secretkey",
          "privatekey",
          "clientsecret",
          "authtoken",
          "accesstoken",
          "connectionstring",
          "accountkey",
          "sharedaccesskey",
          "pin",
          "contraseña");

  private static final WordSet NAME_WORDS = new WordSet(NAMES);

  /** Of words of up to 12 letters; longer ones are looked at in any case. */
  private static final Endings NAME_ENDINGS = new Endings("password secret apikey token");

  /** Names that say little alone: their values must look like tokens. */
  private static final Set<String> WEAK =
      Set.of(
          "key",
          "token",
          "auth",
          "authorization",
          "pin",
          "bearer",
          "pass",
          "credential",
          "credentials");

  /** Names that speak about a secret without holding it. */
  private static final Endings DESCRIPTIONS =
      new Endings(
          "algorithm length policy type hint name id file path url age expiry min max format"
              + " enabled required count status version provider manager store");

  private static final Set<String> PLACEHOLDERS =
      Set.of(
          "password",
          "changeme",
          "secret",
          "example",
          "none",
          "null",
          "true",
          "false",
          "undefined",
          "required",
          "optional",
          "string",
          "redacted",
          "hidden",
          "removed",
          "unknown",
          "masked",
          "empty",
          "value",
          "token",
          "invalid",
          "incorrect",
          "expired",
          "wrong",
          "correct",
          "reset",
          "forgotten",
          "protected",
          "encrypted",
          "stored",
          "missing",
          "too",
          "not",
          "the",
          "your",
          "test",
          "default",
          "set",
          "here",
          "username",
          "disabled",
          "enabled",
          "random",
          "later");

  static {
    for (Object[] form : FORMS) {
      FIRST[((String) form[0]).charAt(0)] = true;
    }
    FIRST['e'] = true;
  }

  private SecretFinder() {}

  /** Looks at the word {@code b[s,e)}; returns the end of what it added, or -1. */
  static int find(byte[] b, int s, int e, int to, Spans out) {
    if (FIRST[b[s] & 0xff]) {
      int end = known(b, s, to, out);
      if (end > 0) {
        return end;
      }
    }
    return assigned(b, s, e, to, out);
  }

  /** Whether a word without digits may start a token of a known form. */
  static boolean mayBeKnown(byte[] b, int s, int e) {
    return FIRST[b[s] & 0xff] && (e - s >= 20 || tokenCharacter(b[e]));
  }

  /** Whether a word of letters may be the name of a secret. */
  static boolean mayBeName(byte[] b, int s, int e) {
    return e - s >= 3
        && (e - s > 12
            || NAME_WORDS.contains(b, s, e)
            || NAME_ENDINGS.match(b, s, e, 0)
            || holds(b, s, e, "secret")
            || holds(b, s, e, "password"));
  }

  private static boolean holds(byte[] b, int s, int e, String word) {
    for (int i = s; i + word.length() <= e; i++) {
      if (Chars.equalsWord(b, i, i + word.length(), word)) {
        return true;
      }
    }
    return false;
  }

  private static int known(byte[] b, int s, int to, Spans out) {
    int end = s;
    while (end < to && tokenCharacter(b[end])) {
      end++;
    }
    while (end > s && (b[end - 1] == '.' || b[end - 1] == '-')) {
      end--;
    }
    int n = end - s;
    if (n < 20) {
      return -1;
    }
    if (b[s] == 'e' && jwt(b, s, end)) {
      out.add(s, end, DataClass.SECRET, 97, "jwt");
      return end;
    }
    for (Object[] form : FORMS) {
      String prefix = (String) form[0];
      if (n >= (int) form[1]
          && starts(b, s, prefix)
          && varied(b, s + prefix.length(), end)
          && indexOf(b, s, end, "EXAMPLE") < 0) {
        out.add(s, end, DataClass.SECRET, 98, "token-form");
        return end;
      }
    }
    return -1;
  }

  private static boolean tokenCharacter(byte c) {
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
    return starts(b, s, "eyJ") && points >= 1;
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
  private static boolean varied(byte[] b, int s, int e) {
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

  /** {@code name = value}, {@code name: value}, {@code name is value}. */
  private static int assigned(byte[] b, int s, int e, int to, Spans out) {
    int p = e;
    while (p < to && (b[p] == '"' || b[p] == '\'' || b[p] == ' ') && p - e < 3) {
      p++;
    }
    if (p >= to) {
      return -1;
    }
    boolean sign = b[p] == '=' || b[p] == ':';
    boolean is = b[p] == 'i' && p > e && p + 2 < to && b[p + 1] == 's' && b[p + 2] == ' ';
    if ((!sign && !is) || e - s > 40 || e - s < 3) {
      return -1;
    }
    String name = new String(b, s, e - s, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
    String last = name.substring(name.lastIndexOf('_') + 1);
    boolean sounds =
        name.contains("secret") || name.contains("password") || name.contains("private_key");
    boolean strong =
        NAMES.contains(name.replace("_", ""))
            || NAMES.contains(last)
            || name.endsWith("password")
            || name.endsWith("secret")
            || name.endsWith("apikey")
            || name.endsWith("token");
    strong |= sounds && !DESCRIPTIONS.match(b, s, e, 1);
    if (!strong) {
      return -1;
    }
    boolean weak =
        WEAK.contains(name)
            || is
            || (sounds && !name.endsWith("secret") && !name.endsWith("password"));
    p += sign ? 1 : 3;
    while (p < to && (b[p] == ' ' || b[p] == '"' || b[p] == '\'' || b[p] == '=' || b[p] == '>')) {
      p++;
    }
    return value(b, p, to, weak, out);
  }

  private static int value(byte[] b, int from, int to, boolean weak, Spans out) {
    int s = from;
    if (s + 7 < to && Chars.equalsWord(b, s, s + 6, "bearer") && b[s + 6] == ' ') {
      s += 7;
    } else if (s + 6 < to && Chars.equalsWord(b, s, s + 5, "basic") && b[s + 5] == ' ') {
      s += 6;
    }
    int e = s;
    while (e < to && !Chars.isSpace(b[e]) && "\"'`,;<>(){}[]".indexOf(b[e]) < 0) {
      e++;
    }
    while (e > s && ".,:!?".indexOf(b[e - 1]) >= 0) {
      e--;
    }
    boolean code = e < to && (b[e] == '(' || b[e] == '[');
    if (code || e - s < 4 || e - s > 4096 || b[s] == '$' || b[s] == '%' || b[s] == '*') {
      return -1;
    }
    String text = new String(b, s, e - s, StandardCharsets.UTF_8);
    String lower = text.toLowerCase(Locale.ROOT);
    boolean placeholder =
        PLACEHOLDERS.contains(lower)
            || lower.startsWith("your")
            || lower.startsWith("xxx")
            || lower.contains("example")
            || lower.contains("placeholder")
            || lower.contains("changeme")
            || !varied(b, s, e);
    if (placeholder || !tokenLike(b, s, e, weak)) {
      return -1;
    }
    out.add(s, e, DataClass.SECRET, weak ? 84 : 90, "secret+name");
    return e;
  }

  /** Random text mixes kinds of characters; words do not. */
  private static boolean tokenLike(byte[] b, int s, int e, boolean weak) {
    int digits = 0;
    int uppers = 0;
    int lowers = 0;
    int others = 0;
    for (int i = s; i < e; i++) {
      switch (Chars.kind(b[i])) {
        case Chars.DIGIT -> digits++;
        case Chars.UPPER -> uppers++;
        case Chars.LOWER -> lowers++;
        default -> others++;
      }
    }
    int n = e - s;
    boolean mixed = (digits > 0 && uppers + lowers > 0) || (others > 0 && n >= 6 && digits > 0);
    boolean innerCase = uppers > 1 && lowers > 1 && n >= 8;
    if (weak) {
      return n >= 8 && digits >= 2 && uppers + lowers >= 2 || n >= 20 && (mixed || innerCase);
    }
    return mixed && n >= 6 || innerCase || (others > 0 && n >= 8 && others <= 4);
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
