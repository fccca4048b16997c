package io.countersign.masking.internal.io;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 without checked exceptions. */
public final class Digests {
  private Digests() {}

  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Digests and counts what is read through it. */
  public static final class Input extends FilterInputStream {
    private final MessageDigest sha = sha256();
    private long bytes;

    private final boolean digested;

    public Input(InputStream in) {
      this(in, true);
    }

    /**
     * @param digested false where the bytes are only counted
     */
    public Input(InputStream in, boolean digested) {
      super(in);
      this.digested = digested;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      int n = super.read(b, off, len);
      if (n > 0) {
        if (digested) {
          sha.update(b, off, n);
        }
        bytes += n;
      }
      return n;
    }

    /** Reads, so that what is left out is digested as well. */
    @Override
    public long skip(long n) throws IOException {
      byte[] buffer = new byte[(int) Math.min(Math.max(n, 0), 1 << 16)];
      long left = n;
      while (left > 0) {
        int read = read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          break;
        }
        left -= read;
      }
      return Math.max(0, n - left);
    }

    public long bytes() {
      return bytes;
    }

    /** Lower-case hex of all that was read; to be called once, at the end. */
    public String hex() {
      if (!digested) {
        throw new IllegalStateException("This reading has no digest.");
      }
      return HexFormat.of().formatHex(sha.digest());
    }
  }
}
