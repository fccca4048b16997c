package io.countersign.masking.internal.detect;

import io.countersign.masking.DataClass;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * Values that stand behind the name of a secret ({@code password=}, "the password is") and look
 * like one; tokens that show by themselves are found by {@link SecretForms}.
 */
final class SecretFinder {
  static final Set<String> NAMES =
      Set.of(
          ("password passwd pwd passphrase secret token apikey key pass passcode credential credentials"
                  + " passwort kennwort auth authorization bearer accesskey secretkey privatekey"
                  + " clientsecret authtoken accesstoken connectionstring accountkey sharedaccesskey"
                  + " pin contraseña clave senha passe wachtwoord lösenord hasło otp totp seed psk"
                  + " signingkey encryptionkey passw pswd userpass dbpass")
              .split(" "));

  /** Commands that take a password as an option. */
  static final String COMMANDS = "sshpass mysql mysqldump docker redis";

  private static final WordSet NAME_WORDS = new WordSet(NAMES);

  /** Names that say little alone: their values must look like tokens. */
  private static final Set<String> WEAK =
      Set.of(
          ("key token auth authorization pin bearer pass credential credentials clave passe otp totp"
                  + " seed")
              .split(" "));

  /** Names whose values are secrets though a human may have thought of them. */
  private static final WordSet PASSWORDS =
      WordSet.of(
          "password passwd pwd passphrase passcode passwort kennwort contraseña clave senha passe"
              + " wachtwoord lösenord hasło");

  private static final WordSet FILLERS =
      WordSet.of(
          "is was are lautet ist est es è s still now to the my your our new old temporary current"
              + " default initial remains again just set changed hier here esta este sia per for"
              + " jetzt maintenant ahora and value");

  /** Names that speak about a secret without holding it. */
  private static final Endings DESCRIPTIONS =
      new Endings(
          "algorithm length policy type hint name id file path url age expiry min max format"
              + " enabled required count status version provider manager store");

  private static final Set<String> PLACEHOLDERS =
      Set.of(
          ("password changeme secret example none null true false undefined required optional string"
                  + " redacted hidden removed unknown masked empty value token invalid incorrect"
                  + " expired wrong correct reset forgotten protected encrypted stored missing too"
                  + " not the your test default set here username disabled enabled random later"
                  + " foobar bearer basic")
              .split(" "));

  private SecretFinder() {}

  /** Looks at the word {@code b[s,e)}; returns the end of what it added, or -1. */
  static int find(byte[] b, int from, int s, int e, int to, Spans out) {
    int end = SecretForms.find(b, s, e, to, out);
    if (end < 0) {
      end = assigned(b, from, s, e, to, out);
    }
    return end < 0 ? option(b, s, e, to, out) : end;
  }

  private static boolean isName(byte[] b, int e) {
    int n = last(b, e);
    return n >= 3 && n <= 16 && NAME_WORDS.contains(b, e - n, e);
  }

  /** {@code name = value}, {@code name: value}, {@code <name>value}, {@code name is value}. */
  private static int assigned(byte[] b, int from, int word, int e, int to, Spans out) {
    if (e - word > 40 || e - word < 3) {
      return -1;
    }
    int p = e;
    while (p < to && (b[p] == '"' || b[p] == '\'' || b[p] == ' ' || b[p] == '\\') && p - e < 3) {
      p++;
    }
    if (p >= to) {
      return -1;
    }
    boolean sign = b[p] == '=' || b[p] == ':' || b[p] == '>' && b[p - 1] != '-' && p == e;
    boolean prose = !sign && (p > e || b[p] == '\'') && isName(b, e);
    int member = sign ? -1 : valueMember(b, e, to);
    if (!sign && !prose && member < 0) {
      return -1;
    }
    int s = word;
    while (s > from && b[s - 1] == '-' && s - 1 > from && Chars.isLetter(b[s - 2]) && e - s < 40) {
      s--;
      while (s > from && Chars.isLetter(b[s - 1])) {
        s--;
      }
    }
    String name =
        new String(b, s, e - s, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT).replace('-', '_');
    int strength = strength(b, s, e, name);
    if (strength == 0) {
      return -1;
    }
    boolean weak = strength == 1;
    if (member > 0) {
      return value(b, member, to, weak, name, out);
    }
    if (sign) {
      p++;
      while (p < to
          && (b[p] == ' '
              || b[p] == '"'
              || b[p] == '\''
              || b[p] == '='
              || b[p] == '>'
              || b[p] == '\\')) {
        p++;
      }
      return value(b, p, to, weak, name, out);
    }
    return behindWords(b, e, to, weak, name, out);
  }

  /**
   * {@code name: DB_PASS, value: x} over lines or in JSON, as in manifests: where the value starts,
   * or -1.
   */
  private static int valueMember(byte[] b, int e, int to) {
    int p = e;
    while (p < to && p - e < 24 && " \"',\n\r\t".indexOf(b[p]) >= 0) {
      p++;
    }
    int v = p + 5;
    boolean member = p > e && v < to && Chars.equalsWord(b, p, v, "value") && isName(b, e);
    if (!member) {
      return -1;
    }
    boolean sign = false;
    while (v < to && " \"':=".indexOf(b[v]) >= 0) {
      sign |= b[v] == ':' || b[v] == '=';
      v++;
    }
    return sign ? v : -1;
  }

  /** 0 for no name of a secret, 1 for one that says little, 2 for one that says it all. */
  private static int strength(byte[] b, int s, int e, String name) {
    String last = name.substring(name.lastIndexOf('_') + 1);
    boolean sounds =
        name.contains("secret") || name.contains("password") || name.contains("private_key");
    boolean named =
        NAMES.contains(name.replace("_", ""))
            || NAMES.contains(last)
            || name.endsWith("password")
            || name.endsWith("passwort")
            || name.endsWith("secret")
            || name.endsWith("apikey")
            || name.endsWith("pwd")
            || name.endsWith("token")
            || camelKey(b, s, e);
    if (!named && !(sounds && !DESCRIPTIONS.match(b, s, e, 1))) {
      return 0;
    }
    boolean telling =
        name.endsWith("secret") || name.endsWith("password") || name.endsWith("apikey");
    boolean loose = sounds && !telling || WEAK.contains(last) || name.endsWith("key");
    boolean key = name.replace("_", "").matches(".*(api|access|secret|private|account)key");
    return loose && !key || name.endsWith("token") ? 1 : 2;
  }

  /** {@code signingKey}, but not monkey. */
  private static boolean camelKey(byte[] b, int s, int e) {
    return e - s > 5 && b[e - 3] == 'K' && b[e - 2] == 'e' && b[e - 1] == 'y';
  }

  /** "the password is still x", {@code password x}, {@code key="ApiKey" value="x"}. */
  private static int behindWords(byte[] b, int e, int to, boolean weak, String name, Spans out) {
    int p = e;
    boolean is = false;
    for (int words = 0; words < 4; words++) {
      while (p < to && " \"'=:,\\->(".indexOf(b[p]) >= 0 && p - e < 40) {
        p++;
      }
      int s = p;
      while (p < to && Chars.isAlnum(b[p]) && p - s < 20) {
        p++;
      }
      if (p == s || p >= to && words == 0 && p - s < 6) {
        return -1;
      }
      if (!FILLERS.contains(b, s, p)) {
        boolean password = PASSWORDS.contains(b, e - last(b, e), e) || is && !weak;
        int end = tokenEnd(b, s, to);
        boolean likely = password ? strict(b, s, end) : end - s >= 20 && tokenLike(b, s, end, true);
        likely |= is && weak && end - s >= 8 && tokenLike(b, s, end, true);
        return likely ? value(b, s, to, weak, name, out) : -1;
      }
      is = true;
    }
    return -1;
  }

  /** The length of the word of letters that ends here. */
  private static int last(byte[] b, int e) {
    int s = e;
    while (s > 0 && Chars.isLetter(b[s - 1])) {
      s--;
    }
    return e - s;
  }

  /** Letters and digits, and not a plain number, year or word with a number behind it. */
  private static boolean strict(byte[] b, int s, int e) {
    int digits = 0;
    int letters = 0;
    int changes = 0;
    for (int i = s; i < e; i++) {
      digits += Chars.isDigit(b[i]) ? 1 : 0;
      letters += Chars.isLetter(b[i]) ? 1 : 0;
      changes += i > s && Chars.kind(b[i]) != Chars.kind(b[i - 1]) ? 1 : 0;
    }
    int others = e - s - digits - letters;
    return e - s >= 6 && letters >= 2 && (digits > 0 && changes >= 2 || others > 0 && changes >= 3)
        || digits > 0 && letters > 1 && e - s >= 8;
  }

  private static int tokenEnd(byte[] b, int s, int to) {
    int e = s;
    while (e < to && !Chars.isSpace(b[e]) && "\"'`,;<>(){}[]".indexOf(b[e]) < 0) {
      e++;
    }
    while (e > s && ".,:!?".indexOf(b[e - 1]) >= 0) {
      e--;
    }
    return e;
  }

  /** {@code sshpass -p x}, {@code mysql -px}, {@code docker login -p x}, {@code redis-cli -a x}. */
  private static int option(byte[] b, int s, int e, int to, Spans out) {
    int n = e - s;
    boolean command =
        n == 7 && Chars.equalsWord(b, s, e, "sshpass")
            || n == 5 && Chars.equalsWord(b, s, e, "mysql")
            || n == 9 && Chars.equalsWord(b, s, e, "mysqldump")
            || n == 6 && Chars.equalsWord(b, s, e, "docker")
            || n == 5 && Chars.equalsWord(b, s, e, "redis");
    if (!command || e >= to || b[e] != ' ' && b[e] != '-') {
      return -1;
    }
    byte flag = (byte) (n == 5 && b[s] == 'r' ? 'a' : 'p');
    int limit = Math.min(to - 4, e + 120);
    for (int p = e; p < limit && b[p] != '\n'; p++) {
      if (b[p] == ' ' && b[p + 1] == '-' && b[p + 2] == flag) {
        int from = b[p + 3] == ' ' || b[p + 3] == '=' ? p + 4 : p + 3;
        int end = tokenEnd(b, from, to);
        if (end - from >= 6 && b[from] != '$' && strict(b, from, end)) {
          out.add(from, end, DataClass.SECRET, 90, "secret+option");
          return end;
        }
      }
    }
    return -1;
  }

  private static int value(byte[] b, int from, int to, boolean weak, String name, Spans out) {
    int s = from;
    if (s + 7 < to && Chars.equalsWord(b, s, s + 6, "bearer") && b[s + 6] == ' ') {
      s += 7;
    } else if (s + 6 < to && Chars.equalsWord(b, s, s + 5, "basic") && b[s + 5] == ' ') {
      s += 6;
    }
    int e = valueEnd(b, s, to);
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
            || !SecretForms.varied(b, s, e);
    boolean rowKey = weak && uuid(b, s, e) && !name.contains("token") && !name.contains("auth");
    if (placeholder || rowKey || !tokenLike(b, s, e, weak)) {
      return -1;
    }
    out.add(s, e, DataClass.SECRET, weak ? 84 : 90, "secret+name");
    return e;
  }

  /** A quoted value ends with its quote, whatever signs it has. */
  private static int valueEnd(byte[] b, int s, int to) {
    if (s > 0 && (b[s - 1] == '"' || b[s - 1] == '\'')) {
      for (int e = s; e < Math.min(to, s + 200) && !Chars.isSpace(b[e]); e++) {
        if (b[e] == b[s - 1]) {
          boolean call = b[s] == '$' || b[s] == '{' || b[s] == '<';
          return call ? s : e;
        }
      }
    }
    return tokenEnd(b, s, to);
  }

  private static boolean uuid(byte[] b, int s, int e) {
    return e - s == 36
        && b[s + 8] == '-'
        && b[s + 13] == '-'
        && b[s + 18] == '-'
        && b[s + 23] == '-';
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
}
