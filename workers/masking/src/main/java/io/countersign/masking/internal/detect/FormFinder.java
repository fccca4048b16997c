package io.countersign.masking.internal.detect;

import io.countersign.masking.DataClass;
import io.countersign.masking.internal.csv.Swar;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds what has a form of its own, by anchors: an at sign, the start of a run of digits or of a
 * word. Most words of a text are letters with a space or point behind them and no name of a secret:
 * these are told from the rest 64 bytes at a time, and left out.
 */
final class FormFinder {
  private static final int CHUNK = 64;

  /** The first three letters of all words that a secret may follow, five bits each. */
  private static final long[] STARTS = new long[1 << 9];

  private static final int THREE = 0x1f1f1f;
  private static final int LONGEST = 20;
  private static final WordSet BEFORE_SECRETS = beforeSecrets();

  private final NumberFinder numbers;
  private final IbanFinder ibans = new IbanFinder();
  private final Context context;
  private final byte[] upper = new byte[16];

  // One bit per byte of the chunk that is being read.
  private long alnum;
  private long digit;
  private long odd;
  private long hot;

  FormFinder(Context context) {
    this.context = context;
    numbers = new NumberFinder(context);
  }

  private static WordSet beforeSecrets() {
    List<String> words = new ArrayList<>(SecretFinder.NAMES);
    words.addAll(List.of((SecretFinder.COMMANDS + " curl").split(" ")));
    for (String word : words) {
      byte[] b = Arrays.copyOf(word.getBytes(StandardCharsets.UTF_8), 24);
      int start = start(b, 0);
      STARTS[start >>> 6] |= 1L << start;
    }
    return new WordSet(words);
  }

  private static int start(byte[] b, int s) {
    return (int) Long.compress(Swar.load(b, s), THREE);
  }

  /** Adds what is found in {@code b[from,to)}, in order of its anchors. */
  void find(byte[] b, int from, int to, Spans out) {
    int i = from;
    while (i < to) {
      int n = Math.min(CHUNK, to - i);
      look(b, i, n);
      i = chunk(b, from, i, n, to, out);
    }
  }

  /** Like {@link #find}, looking at every word. */
  void findEach(byte[] b, int from, int to, Spans out) {
    int i = from;
    while (i < to) {
      i = Chars.kind(b[i]) >= Chars.DIGIT ? anchor(b, from, i, to, out) : sign(b, from, i, to, out);
    }
  }

  /** Classifies up to 64 bytes. */
  private void look(byte[] b, int at, int n) {
    long words = 0;
    long digits = 0;
    long blanks = 0;
    long points = 0;
    long quiet = 0;
    for (int k = 0; k < n; k += 8) {
      long word = Swar.load(b, at + k);
      long d = Swar.between(word, '0', '9');
      long w = Swar.letters(word) | d | (word & Swar.HIGH);
      long blank = Swar.between(word, 1, ' ');
      long point = Swar.between(word, '.', '.');
      digits |= Swar.gather(d) << k;
      words |= Swar.gather(w) << k;
      blanks |= Swar.gather(blank) << k;
      points |= Swar.gather(point) << k;
      quiet |= Swar.gather(w | blank | point | Swar.between(word, ',', ',')) << k;
    }
    long inside = n == CHUNK ? -1L : (1L << n) - 1;
    long last = n == CHUNK ? Long.MIN_VALUE : 0;
    alnum = words & inside;
    digit = digits & inside;
    odd = (~quiet | points & (words >>> 1 | last)) & inside;
    hot = digit | odd | odd >>> 1 | blanks & blanks >>> 1 & inside;
  }

  /** Goes through a chunk; returns where to go on. */
  private int chunk(byte[] b, int from, int at, int n, int to, Spans out) {
    int p = 0;
    while (p < n) {
      long words = alnum & -1L << p;
      long events = odd & -1L << p | words & ~(words << 1);
      if (events == 0) {
        break;
      }
      int s = Long.numberOfTrailingZeros(events);
      if ((alnum >>> s & 1) == 0) {
        p = sign(b, from, at + s, to, out) - at;
        continue;
      }
      int length = Long.numberOfTrailingZeros(~(alnum >>> s));
      if (s + length + 1 >= CHUNK && at + n < to) {
        if (s > 0) {
          return at + s;
        }
        p = anchor(b, from, at, to, out) - at;
      } else if (hot >>> s << Math.max(0, CHUNK - 1 - length) != 0
          || length == 2 && (digit >>> s >>> 3 & 1) != 0
          || mayHoldSecret(b, at + s, length)) {
        p = anchor(b, from, at + s, to, out) - at;
      } else {
        p = s + length;
      }
    }
    return at + Math.max(p, n);
  }

  private static boolean mayHoldSecret(byte[] b, int s, int length) {
    if (length < 3) {
      return false;
    }
    int start = start(b, s);
    return (STARTS[start >>> 6] >>> start & 1) != 0
        && length <= LONGEST
        && BEFORE_SECRETS.contains(b, s, s + length);
  }

  private int anchor(byte[] b, int from, int i, int to, Spans out) {
    return Chars.isDigit(b[i]) ? number(b, from, i, to, out) : word(b, from, i, to, out);
  }

  private static int sign(byte[] b, int from, int i, int to, Spans out) {
    byte c = b[i];
    if (c == '@') {
      return EmailFinder.find(b, from, i, to, out);
    }
    if (c == ':' && i + 2 < to && b[i + 1] == '/' && b[i + 2] == '/') {
      return UrlFinder.scheme(b, from, i, to, out);
    }
    if (c == '-' && i + 30 < to && b[i + 1] == '-' && b[i + 5] == 'B') {
      int e = SecretForms.privateKey(b, i, to, out);
      return e > 0 ? e : i + 1;
    }
    return i + 1;
  }

  private int number(byte[] b, int from, int s, int to, Spans out) {
    if (HexFinder.mayStart(b, s, to)) {
      int e = HexFinder.find(b, s, to, out);
      if (e > 0) {
        return e;
      }
    }
    int e = SecretForms.botToken(b, s, to, out);
    if (e < 0) {
      e = CoordinateFinder.find(b, from, s, to, context, out);
    }
    if (e < 0 && mayEndInLetter(b, s, to)) {
      e = national(b, s, to, out);
    }
    return e < 0 ? numbers.find(b, from, s, to, out) : e;
  }

  private int word(byte[] b, int from, int s, int to, Spans out) {
    int e = s;
    boolean digits = false;
    while (e < to && (Chars.isAlnum(b[e]) || b[e] == '_')) {
      digits |= Chars.isDigit(b[e]);
      e++;
    }
    boolean grouped =
        e - s == 2 && e + 1 < to && (b[e] == ' ' || b[e] == '-') && Chars.isDigit(b[e + 1]);
    if (digits || grouped) {
      int end = -1;
      if (IbanFinder.starts(b, s, to)) {
        end = ibans.find(b, s, to, out);
      }
      if (end < 0) {
        end = national(b, s, to, out);
      }
      if (end > 0) {
        return end;
      }
    }
    if (e - s <= 4
        && e < to
        && (b[e] == ':' || b[e] == '-' || b[e] == '.')
        && HexFinder.mayStart(b, s, to)) {
      int end = HexFinder.find(b, s, to, out);
      if (end > 0) {
        return end;
      }
    }
    boolean host = e + 1 < to && b[e] == '.' && Chars.isAlnum(b[e + 1]);
    if (host && e - s == 3 && Chars.equalsWord(b, s, e, "www")) {
      return UrlFinder.www(b, s, to, out);
    }
    int end = e - s == 4 ? UrlFinder.curlUser(b, s, e, to, out) : -1;
    if (end > 0) {
      return end;
    }
    end = SecretFinder.find(b, from, s, e, to, out);
    return end > 0 ? end : e;
  }

  /** Seven or eight digits, then a letter. */
  private static boolean mayEndInLetter(byte[] b, int s, int to) {
    int p = s;
    while (p < to && p - s < 11 && (Chars.isDigit(b[p]) || b[p] == '.')) {
      p++;
    }
    if (p < to && (b[p] == '-' || b[p] == ' ')) {
      p++;
    }
    return p - s >= 7 && p < to && Chars.isUpper(b[p]);
  }

  /** National ids of letters and digits, in groups or not. */
  private int national(byte[] b, int s, int to, Spans out) {
    int n = 0;
    int p = s;
    int letters = 0;
    while (p < to && n < 16) {
      byte c = b[p];
      if (c > 0 && Chars.isAlnum(c)) {
        upper[n++] = c >= 'a' ? (byte) (c - 32) : c;
        letters += Chars.isDigit(c) ? 0 : 1;
      } else if (!((c == ' ' || c == '-' || c == '.')
          && n > 1
          && n < 10
          && p + 1 < to
          && Chars.isAlnum(b[p + 1]))) {
        break;
      }
      p++;
      boolean ends = p >= to || !Chars.isAlnum(b[p]);
      if (ends && letters > 0 && (n == 9 || n == 10 || n == 16)) {
        DataClass c2 = nationalWord(b, s, p, n);
        if (c2 != null) {
          out.add(s, p, c2, 88, "national-id");
          return p;
        }
      }
    }
    return -1;
  }

  private @Nullable DataClass nationalWord(byte[] b, int s, int e, int n) {
    for (int i = s; i < e; i++) {
      if (b[i] >= 'a' && n != 16) {
        return null;
      }
    }
    return NationalIds.word(upper, n);
  }
}
