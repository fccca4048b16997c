package io.countersign.masking.internal.io;

import io.countersign.masking.internal.csv.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Encodings of texts: told by their first bytes, and turned into UTF-8 while reading. */
public final class Encodings {
  public static final String UTF_8 = "UTF-8";

  /** Letters of other alphabets that must be seen before a file counts as one of single bytes. */
  private static final int ENOUGH = 2;

  private static final int BUFFER = 1 << 16;

  private Encodings() {}

  /** A byte or pair of bytes that the encoding does not have. */
  public static final class Bad extends IOException {
    private static final long serialVersionUID = 1L;

    Bad(String encoding, long offset) {
      super(
          "byte "
              + offset
              + " of the content is no "
              + encoding
              + ". Name the encoding that the file has");
    }
  }

  /** Whether the name is one of an encoding that can be read. */
  public static boolean known(String encoding) {
    try {
      return Charset.isSupported(encoding);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * The encoding of a text: by its byte order mark, by the zero bytes of UTF-16, by bytes that are
   * no UTF-8 among letters. What has both valid and broken sequences of UTF-8 is damaged UTF-8.
   */
  public static String detect(byte[] head, int length) {
    if (mark(head, length, 0xff, 0xfe, 0, 0)) {
      return "UTF-32LE";
    }
    if (mark(head, length, 0, 0, 0xfe, 0xff)) {
      return "UTF-32BE";
    }
    if (mark(head, length, 0xff, 0xfe)) {
      return "UTF-16LE";
    }
    if (mark(head, length, 0xfe, 0xff)) {
      return "UTF-16BE";
    }
    String wide = zeros(head, Math.min(length, 1 << 12) & ~1);
    return wide != null
        ? wide
        : Utf8.firstInvalid(head, 0, length - tail(head, length)) < 0
            ? UTF_8
            : singleBytes(head, length);
  }

  private static boolean mark(byte[] head, int length, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= length || (head[i] & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static @org.jspecify.annotations.Nullable String zeros(byte[] head, int n) {
    int even = 0;
    int odd = 0;
    for (int i = 0; i < n; i++) {
      if (head[i] == 0) {
        even += (i & 1) == 0 ? 1 : 0;
        odd += i & 1;
      }
    }
    if (n < 4) {
      return null;
    }
    return odd > n / 5 && even < n / 50
        ? "UTF-16LE"
        : even > n / 5 && odd < n / 50 ? "UTF-16BE" : null;
  }

  /** Bytes at the end that may be the start of a character which goes on behind. */
  private static int tail(byte[] b, int length) {
    for (int i = 1; i <= Math.min(3, length); i++) {
      int c = b[length - i] & 0xff;
      if (c >= 0xc0) {
        return i;
      }
      if (c < 0x80) {
        return 0;
      }
    }
    return 0;
  }

  private static String singleBytes(byte[] b, int length) {
    int letters = 0;
    int controls = 0;
    int latin9 = 0;
    int sequences = 0;
    boolean unmapped = false;
    for (int i = 0; i < length; i++) {
      int c = b[i] & 0xff;
      if (c < 0x80) {
        continue;
      }
      boolean besideLetter = letter(b, i - 1, length) || letter(b, i + 1, length);
      boolean follows = i + 1 < length && (b[i + 1] & 0xc0) == 0x80;
      sequences += c >= 0xc2 && c <= 0xf4 && follows ? 1 : 0;
      letters += c >= 0xc0 && besideLetter ? 1 : 0;
      controls += c < 0xa0 ? 1 : 0;
      unmapped |= c == 0x81 || c == 0x8d || c == 0x8f || c == 0x90 || c == 0x9d;
      boolean euro = c == 0xa4 && !besideLetter;
      boolean extra = (c == 0xbd || c == 0xbc || c == 0xa8 || c == 0xb8) && besideLetter;
      latin9 += euro || extra ? 1 : 0;
    }
    if (letters + latin9 < ENOUGH || sequences > 0 || unmapped) {
      return UTF_8;
    }
    return controls == 0 && latin9 > 0 ? "ISO-8859-15" : "windows-1252";
  }

  private static boolean letter(byte[] b, int i, int length) {
    return i >= 0 && i < length && (b[i] | 0x20) >= 'a' && (b[i] | 0x20) <= 'z';
  }

  /** The stream as UTF-8 without a byte order mark; itself where it is UTF-8. */
  public static InputStream utf8(InputStream in, String encoding) {
    return encoding.equals(UTF_8) ? in : new Recoded(in, encoding);
  }

  /** Decodes strictly and encodes again, a buffer at a time. */
  private static final class Recoded extends InputStream {
    private final InputStream in;
    private final String encoding;
    private final CharsetDecoder decoder;
    private final ByteBuffer raw = ByteBuffer.allocate(BUFFER).limit(0);
    private final CharBuffer chars = CharBuffer.allocate(BUFFER);
    private byte[] ready = new byte[0];
    private int at;
    private long consumed;
    private boolean first = true;
    private boolean ended;
    private char high;

    Recoded(InputStream in, String encoding) {
      this.in = in;
      this.encoding = encoding;
      decoder =
          Charset.forName(encoding)
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public int read() throws IOException {
      return fill() ? ready[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      if (len == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int n = Math.min(len, ready.length - at);
      System.arraycopy(ready, at, b, off, n);
      at += n;
      return n;
    }

    private boolean fill() throws IOException {
      while (at == ready.length) {
        if (ended) {
          return false;
        }
        decode();
      }
      return true;
    }

    private void decode() throws IOException {
      raw.compact();
      int n = in.read(raw.array(), raw.position(), raw.remaining());
      raw.position(raw.position() + Math.max(0, n)).flip();
      ended = n < 0;
      chars.clear();
      if (high != 0) {
        chars.put(high);
        high = 0;
      }
      int before = raw.position();
      CoderResult result = decoder.decode(raw, chars, ended);
      consumed += raw.position() - before;
      if (result.isError()) {
        throw new Bad(encoding, consumed);
      }
      chars.flip();
      int last = chars.limit() - 1;
      if (!ended && last >= 0 && Character.isHighSurrogate(chars.get(last))) {
        high = chars.get(last);
        chars.limit(last);
      }
      if (first && chars.hasRemaining()) {
        first = false;
        if (chars.get(0) == '\ufeff') {
          chars.position(1);
        }
      }
      ByteBuffer encoded = StandardCharsets.UTF_8.encode(chars);
      ready = Arrays.copyOf(encoded.array(), encoded.limit());
      at = 0;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
