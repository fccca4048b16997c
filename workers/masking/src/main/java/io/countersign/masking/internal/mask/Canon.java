package io.countersign.masking.internal.mask;

import io.countersign.masking.DataClass;
import io.countersign.masking.internal.detect.Chars;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;

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

  /** Writes the canonical form of {@code b[from,to)} at {@code out[at]}; returns its length. */
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
    int n = at;
    for (int i = s; i < e; i++) {
      if (Chars.isDigit(b[i])) {
        out[n++] = b[i];
      }
    }
    return n - at >= 4 ? n - at : text(b, s, e, out, at);
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
    for (; i < e; i++) {
      if (Chars.isDigit(b[i])) {
        out[n++] = b[i];
      } else if ((b[i] == 'x' || b[i] == 'X') && n > at) {
        out[n++] = 'x';
      }
    }
    return n - at >= 4 ? n - at : text(b, s, e, out, at);
  }

  private static int upperAlnum(byte[] b, int s, int e, byte[] out, int at) {
    int n = at;
    for (int i = s; i < e; i++) {
      byte c = b[i];
      if (Chars.isAlnum(c)) {
        out[n++] = c >= 'a' && c <= 'z' ? (byte) (c - 32) : c;
      }
    }
    return n > at ? n - at : text(b, s, e, out, at);
  }

  private static int text(byte[] b, int s, int e, byte[] out, int at) {
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

  private static int unicode(byte[] b, int s, int e, byte[] out, int at) {
    String text = new String(b, s, e - s, StandardCharsets.UTF_8);
    String folded =
        Normalizer.normalize(text, Normalizer.Form.NFC)
            .toUpperCase(Locale.ROOT)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[\\s\\u00a0]+", " ");
    byte[] utf8 =
        Normalizer.normalize(folded, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
    int length = Math.min(utf8.length, bound(e - s));
    System.arraycopy(utf8, 0, out, at, length);
    return length;
  }
}
