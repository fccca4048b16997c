package io.countersign.masking.internal.jsonl;

import io.countersign.masking.internal.csv.Block;
import java.util.Arrays;

/**
 * Escapes of JSON strings. What is decoded goes behind the data of the block. Halves of surrogate
 * pairs that stand alone become the three bytes that UTF-8 would give them, so that they can be
 * written back.
 */
final class JsonStrings {
  private Block block = new Block(0);
  private int tail;
  private boolean escaped;

  void begin(Block target) {
    block = target;
    tail = target.length + Block.PADDING;
  }

  void reset() {
    escaped = false;
  }

  /** Whether the string that was read last has escapes. */
  boolean escaped() {
    return escaped;
  }

  /** The place after the escape that starts here, or -1 where it is wrong. */
  int escape(byte[] b, int p, int end) {
    escaped = true;
    if (p + 1 >= end) {
      return -1;
    }
    return switch (b[p + 1]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> p + 2;
      case 'u' -> p + 6 <= end && unit(b, p + 2) >= 0 ? p + 6 : -1;
      default -> -1;
    };
  }

  private static int unit(byte[] b, int p) {
    int v = 0;
    for (int i = p; i < p + 4; i++) {
      int digit = Character.digit(b[i], 16);
      if (digit < 0) {
        return -1;
      }
      v = v * 16 + digit;
    }
    return v;
  }

  int decodedEnd() {
    return tail - Block.PADDING;
  }

  /** Decodes a string whose escapes are right; returns where it starts. */
  int decode(int from, int to) {
    int start = tail;
    int needed = start + to - from + 2 * Block.PADDING;
    if (needed > block.bytes.length) {
      block.bytes = Arrays.copyOf(block.bytes, needed + needed / 4);
    }
    byte[] b = block.bytes;
    int n = start;
    int p = from;
    while (p < to) {
      byte c = b[p];
      if (c != '\\') {
        b[n++] = c;
        p++;
      } else if (b[p + 1] != 'u') {
        b[n++] = plain(b[p + 1]);
        p += 2;
      } else {
        int code = unit(b, p + 2);
        p += 6;
        if (code >= 0xd800 && code < 0xdc00 && p + 6 <= to && b[p] == '\\' && b[p + 1] == 'u') {
          int low = unit(b, p + 2);
          if (low >= 0xdc00 && low < 0xe000) {
            code = Character.toCodePoint((char) code, (char) low);
            p += 6;
          }
        }
        n = utf8(b, n, code);
      }
    }
    Arrays.fill(b, n, n + Block.PADDING, (byte) '\n');
    tail = n + Block.PADDING;
    return start;
  }

  private static byte plain(byte c) {
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> c;
    };
  }

  private static int utf8(byte[] b, int at, int code) {
    int n = at;
    if (code < 0x80) {
      b[n++] = (byte) code;
    } else if (code < 0x800) {
      b[n++] = (byte) (0xc0 | code >> 6);
      b[n++] = (byte) (0x80 | code & 0x3f);
    } else if (code < 0x10000) {
      b[n++] = (byte) (0xe0 | code >> 12);
      b[n++] = (byte) (0x80 | code >> 6 & 0x3f);
      b[n++] = (byte) (0x80 | code & 0x3f);
    } else {
      b[n++] = (byte) (0xf0 | code >> 18);
      b[n++] = (byte) (0x80 | code >> 12 & 0x3f);
      b[n++] = (byte) (0x80 | code >> 6 & 0x3f);
      b[n++] = (byte) (0x80 | code & 0x3f);
    }
    return n;
  }

  /** Writes a piece of text as it stands in a JSON string; at most six bytes for each. */
  static int encode(byte[] b, int from, int to, byte[] out, int at) {
    int n = at;
    for (int i = from; i < to; i++) {
      int c = b[i] & 0xff;
      if (c == '"' || c == '\\') {
        out[n++] = '\\';
        out[n++] = (byte) c;
      } else if (c < 0x20) {
        n = control(c, out, n);
      } else if (c == 0xed && i + 2 < to && (b[i + 1] & 0xff) >= 0xa0) {
        n = unicode(0xd000 | (b[i + 1] & 0x3f) << 6 | (b[i + 2] & 0x3f), out, n);
        i += 2;
      } else {
        out[n++] = (byte) c;
      }
    }
    return n;
  }

  private static int control(int c, byte[] out, int at) {
    int letter =
        switch (c) {
          case '\b' -> 'b';
          case '\f' -> 'f';
          case '\n' -> 'n';
          case '\r' -> 'r';
          case '\t' -> 't';
          default -> 0;
        };
    if (letter == 0) {
      return unicode(c, out, at);
    }
    out[at] = '\\';
    out[at + 1] = (byte) letter;
    return at + 2;
  }

  private static int unicode(int unit, byte[] out, int at) {
    out[at] = '\\';
    out[at + 1] = 'u';
    for (int i = 0; i < 4; i++) {
      out[at + 2 + i] = (byte) Character.forDigit(unit >> (12 - 4 * i) & 0xf, 16);
    }
    return at + 6;
  }
}
