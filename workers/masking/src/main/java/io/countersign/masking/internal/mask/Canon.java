package io.countersign.masking.internal.mask;

import io.countersign.masking.DataClass;
import io.countersign.masking.internal.csv.Swar;
import io.countersign.masking.internal.detect.Chars;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One spelling per value, so that the same person gets the same token in every file: numbers
 * without separators, names and addresses in lower case with single spaces (NFC).
 */
public final class Canon {
  private static final byte TEXT = 0;
  private static final byte PHONE = 1;
  private static final byte DIGITS = 2;
  private static final byte UPPER = 3;
  private static final byte AS_IS = 4;
  private static final Pattern BLANKS = Pattern.compile("[\\s\\u00a0]+");
  private static final byte LATIN = (byte) 0xc3;
  private static final int SHARP_S = 0x9f;
  private static final int TIMES = 0x97;
  private static final byte[] FORM = new byte[DataClass.values().length];

  static {
    for (DataClass c : DataClass.values()) {
      FORM[c.ordinal()] =
          switch (c) {
            case PHONE -> PHONE;
            case CARD, US_SSN -> DIGITS;
            case IBAN, BANK_ACCOUNT, LICENCE_PLATE, MEDICAL_RECORD -> UPPER;
            case RECORD_ID, SECRET, URL, FREE_TEXT, NONE -> AS_IS;
            default -> c.name().startsWith("NATIONAL_ID") ? UPPER : TEXT;
          };
    }
  }

  private Canon() {}

  /** Upper bound of the canonical length of {@code n} bytes. */
  public static int bound(int n) {
    return 3 * n + 8;
  }

  /**
   * Writes the canonical form of {@code b[from,to)} at {@code out[at]}; returns its length. Both
   * arrays need eight bytes more than they hold.
   */
  public static int write(DataClass c, byte[] b, int from, int to, byte[] out, int at) {
    int s = from;
    int e = to;
    while (s < e && Chars.isSpace(b[s])) {
      s++;
    }
    while (e > s && Chars.isSpace(b[e - 1])) {
      e--;
    }
    return switch (FORM[c.ordinal()]) {
      case PHONE -> phone(b, s, e, out, at);
      case DIGITS -> digits(b, s, e, out, at);
      case UPPER -> upperAlnum(b, s, e, out, at);
      case AS_IS -> copy(b, s, e, out, at);
      default -> text(b, s, e, out, at);
    };
  }

  private static int copy(byte[] b, int s, int e, byte[] out, int at) {
    System.arraycopy(b, s, out, at, e - s);
    return e - s;
  }

  private static int digits(byte[] b, int s, int e, byte[] out, int at) {
    int n = onlyDigits(b, s, e, out, at);
    return n >= 4 ? n : text(b, s, e, out, at);
  }

  /** Copies the digits and nothing else, eight bytes at a time; returns how many there are. */
  private static int onlyDigits(byte[] b, int s, int e, byte[] out, int at) {
    int n = at;
    for (int i = s; i < e; i += 8) {
      long word = Swar.head(Swar.load(b, i), e - i);
      long marks = Swar.between(word, '0', '9');
      Swar.store(out, n, Swar.pack(word, marks));
      n += Long.bitCount(marks);
    }
    return n - at;
  }

  /** {@code +} and digits where the country is given, else digits; an extension follows an x. */
  private static int phone(byte[] b, int s, int e, byte[] out, int at) {
    int n = at;
    boolean international = s < e && b[s] == '+';
    int i = s;
    if (!international && e - s > 4 && b[s] == '0' && b[s + 1] == '0') {
      international = true;
      i = s + 2;
    }
    if (international) {
      out[n++] = '+';
    }
    for (; i < e; i += 8) {
      long word = Swar.head(Swar.load(b, i), e - i);
      long marks = Swar.between(word, '0', '9');
      long extension = Swar.between(word | Swar.ONES * 0x20, 'x', 'x');
      if (extension != 0 && n == at) {
        // An x before all digits is no extension.
        extension = marks == 0 ? 0 : extension & -Long.lowestOneBit(marks);
      }
      word |= (extension >>> 2);
      marks |= extension;
      Swar.store(out, n, Swar.pack(word, marks));
      n += Long.bitCount(marks);
    }
    return n - at >= 4 ? n - at : text(b, s, e, out, at);
  }

  private static int upperAlnum(byte[] b, int s, int e, byte[] out, int at) {
    int n = at;
    for (int i = s; i < e; i += 8) {
      long word = Swar.head(Swar.load(b, i), e - i);
      long lower = Swar.between(word, 'a', 'z');
      long marks = Swar.between(word, '0', '9') | Swar.letters(word) | (word & Swar.HIGH);
      Swar.store(out, n, Swar.pack(word ^ (lower >>> 2), marks));
      n += Long.bitCount(marks);
    }
    return n > at ? n - at : text(b, s, e, out, at);
  }

  private static int text(byte[] b, int s, int e, byte[] out, int at) {
    for (int i = s; i < e; i += 8) {
      long word = Swar.load(b, i);
      long upper = Swar.between(word, 'A', 'Z');
      long blank = Swar.between(word, '\t', '\r') | Swar.between(word, ' ', ' ');
      if (Swar.head(blank | (word & Swar.HIGH), e - i) != 0) {
        return spacedText(b, s, e, out, at);
      }
      Swar.store(out, at + i - s, word ^ (upper >>> 2));
    }
    return e - s;
  }

  private static int spacedText(byte[] b, int s, int e, byte[] out, int at) {
    int n = at;
    boolean gap = false;
    for (int i = s; i < e; i++) {
      byte c = b[i];
      if (c < 0) {
        return unicode(b, s, e, out, at);
      }
      if (Chars.isSpace(c)) {
        gap = true;
      } else {
        if (gap) {
          out[n++] = ' ';
          gap = false;
        }
        out[n++] = Chars.lower(c);
      }
    }
    return n - at;
  }

  /**
   * Lower case of Latin-1 letters, which lie between C3 80 and C3 BF and are composed already; -1
   * where something else stands there.
   */
  private static int latin(byte[] b, int s, int e, byte[] out, int at) {
    int n = at;
    boolean gap = false;
    for (int i = s; i < e; i++) {
      byte c = b[i];
      if (Chars.isSpace(c)) {
        gap = true;
        continue;
      }
      if (gap) {
        out[n++] = ' ';
        gap = false;
      }
      if (c >= 0) {
        out[n++] = Chars.lower(c);
        continue;
      }
      int second = c == LATIN && i + 1 < e ? b[++i] & 0xff : SHARP_S;
      if (second == SHARP_S) {
        return -1;
      }
      out[n++] = LATIN;
      out[n++] = (byte) (second < SHARP_S && second != TIMES ? second + 0x20 : second);
    }
    return n - at;
  }

  private static int unicode(byte[] b, int s, int e, byte[] out, int at) {
    int length = latin(b, s, e, out, at);
    return length >= 0 ? length : anyLetters(b, s, e, out, at);
  }

  private static int anyLetters(byte[] b, int s, int e, byte[] out, int at) {
    String text = new String(b, s, e - s, StandardCharsets.UTF_8);
    String folded =
        Normalizer.normalize(text, Normalizer.Form.NFC)
            .toUpperCase(Locale.ROOT)
            .toLowerCase(Locale.ROOT)
            .transform(t -> BLANKS.matcher(t).replaceAll(" "));
    byte[] utf8 =
        Normalizer.normalize(folded, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
    int length = Math.min(utf8.length, bound(e - s));
    System.arraycopy(utf8, 0, out, at, length);
    return length;
  }
}
