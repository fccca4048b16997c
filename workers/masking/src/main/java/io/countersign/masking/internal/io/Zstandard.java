package io.countersign.masking.internal.io;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The only class that touches the zstd library, which is optional. */
public final class Zstandard {
  /** A frame may ask for no larger window than this, so that reading it stays within memory. */
  private static final int MAX_WINDOW_LOG = 27;

  private static final int LEVEL = 3;

  private Zstandard() {}

  /** Thrown where the library is not on the class path. */
  public static final class Missing extends IOException {
    private static final long serialVersionUID = 1L;

    Missing(Throwable cause) {
      super("zstd needs the library com.github.luben:zstd-jni on the class path", cause);
    }
  }

  static InputStream unpacked(InputStream in) throws IOException {
    try {
      return new ZstdInputStream(in).setLongMax(MAX_WINDOW_LOG);
    } catch (NoClassDefFoundError | UnsatisfiedLinkError e) {
      throw new Missing(e);
    }
  }

  static OutputStream packing(OutputStream out) throws IOException {
    try {
      return new ZstdOutputStream(out, LEVEL).setChecksum(true);
    } catch (NoClassDefFoundError | UnsatisfiedLinkError e) {
      throw new Missing(e);
    }
  }

  /** Upper bound of what {@link #compress} writes. */
  public static int bound(int length) {
    return (int) Math.min(Integer.MAX_VALUE - 64L, Zstd.compressBound(length));
  }

  /** Writes one frame at the start of {@code out}; returns its length. */
  public static int compress(byte[] b, int from, int to, byte[] out, int level) throws IOException {
    try {
      long n = Zstd.compressByteArray(out, 0, out.length, b, from, to - from, level);
      if (Zstd.isError(n)) {
        throw new IllegalStateException("zstd: " + Zstd.getErrorName(n));
      }
      return (int) n;
    } catch (NoClassDefFoundError | UnsatisfiedLinkError e) {
      throw new Missing(e);
    }
  }

  /**
   * Unpacks into an array of the right size.
   *
   * @throws IOException when the data is damaged or has another size
   */
  public static void decompress(byte[] b, int from, int to, byte[] out, int at, int length)
      throws IOException {
    try {
      long n = Zstd.decompressByteArray(out, at, length, b, from, to - from);
      if (Zstd.isError(n) || n != length) {
        throw new IOException("the zstd data is damaged");
      }
    } catch (NoClassDefFoundError | UnsatisfiedLinkError e) {
      throw new Missing(e);
    }
  }
}
