package io.countersign.masking.internal.io;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Compressed files: gzip, told by its first two bytes on reading and by the name on writing. */
public final class Packed {
  /** No text that people keep is packed better than this; a bomb is. */
  private static final long MAX_RATIO = 400;

  private static final long FREE_BYTES = 64 << 20;
  private static final int BUFFER = 1 << 16;

  private Packed() {}

  /** A file that unpacks to something unreasonable, or that ends too early. */
  public static final class Damaged extends IOException {
    private static final long serialVersionUID = 1L;

    Damaged(String message, Throwable cause) {
      super(message, cause);
    }

    Damaged(String message) {
      super(message);
    }
  }

  /** The content of a stream, unpacked where it is gzip. Takes the stream over. */
  public static InputStream unpacked(InputStream raw) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw, BUFFER);
    in.mark(2);
    int first = in.read();
    int second = in.read();
    in.reset();
    if (first != 0x1f || second != 0x8b) {
      return in;
    }
    Counting counted = new Counting(in);
    try {
      return new Guarded(new GZIPInputStream(counted, BUFFER), counted);
    } catch (IOException e) {
      throw new Damaged("the gzip header is damaged", e);
    }
  }

  /** Whether the file is packed, by its first bytes. */
  public static boolean isPacked(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == 0x1f && in.read() == 0x8b;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isGzip(Path file) {
    return file.getFileName().toString().endsWith(".gz");
  }

  /** Packs what is written where the name ends in .gz. */
  public static OutputStream packing(Path file, OutputStream raw) throws IOException {
    return isGzip(file) ? new GZIPOutputStream(new BufferedOutputStream(raw, BUFFER), BUFFER) : raw;
  }

  private static final class Counting extends FilterInputStream {
    private long bytes;

    Counting(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int c = super.read();
      bytes += c < 0 ? 0 : 1;
      return c;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      int n = super.read(b, off, len);
      bytes += Math.max(0, n);
      return n;
    }
  }

  private static final class Guarded extends FilterInputStream {
    private final Counting packed;
    private long bytes;

    Guarded(InputStream in, Counting packed) {
      super(in);
      this.packed = packed;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      int n;
      try {
        n = super.read(b, off, len);
      } catch (IOException e) {
        throw new Damaged("the gzip data is damaged or ends too early (" + e.getMessage() + ")", e);
      }
      bytes += Math.max(0, n);
      if (bytes > FREE_BYTES && bytes > MAX_RATIO * packed.bytes) {
        throw new Damaged("it unpacks to more than " + MAX_RATIO + " times its size");
      }
      return n;
    }
  }
}
