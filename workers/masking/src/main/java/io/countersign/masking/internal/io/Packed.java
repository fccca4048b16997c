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

/** Compressed files, gzip and zstd: told by the first bytes on reading, by the name on writing. */
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

  private enum Kind {
    NONE,
    GZIP,
    ZSTD
  }

  private static Kind kind(byte[] head, int length) {
    if (length >= 2 && head[0] == 0x1f && head[1] == (byte) 0x8b) {
      return Kind.GZIP;
    }
    boolean zstd =
        length >= 4
            && head[0] == 0x28
            && head[1] == (byte) 0xb5
            && head[2] == 0x2f
            && head[3] == (byte) 0xfd;
    return zstd ? Kind.ZSTD : Kind.NONE;
  }

  /** The content of a stream, unpacked where it is packed. Takes the stream over. */
  public static InputStream unpacked(InputStream raw) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw, BUFFER);
    in.mark(4);
    byte[] head = new byte[4];
    Kind kind = kind(head, in.readNBytes(head, 0, 4));
    in.reset();
    if (kind == Kind.NONE) {
      return in;
    }
    Counting counted = new Counting(in);
    String name = kind == Kind.GZIP ? "gzip" : "zstd";
    try {
      InputStream unpacking =
          kind == Kind.GZIP ? new GZIPInputStream(counted, BUFFER) : Zstandard.unpacked(counted);
      return new Guarded(unpacking, counted, name);
    } catch (Zstandard.Missing e) {
      throw e;
    } catch (IOException e) {
      throw new Damaged("the " + name + " header is damaged", e);
    }
  }

  /** Whether the file is packed, by its first bytes. */
  public static boolean isPacked(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(4);
      return kind(head, head.length) != Kind.NONE;
    } catch (IOException e) {
      return false;
    }
  }

  /** Packs what is written where the name ends in .gz or .zst. */
  public static OutputStream packing(Path file, OutputStream raw) throws IOException {
    String name = String.valueOf(file.getFileName());
    if (name.endsWith(".gz")) {
      return new GZIPOutputStream(new BufferedOutputStream(raw, BUFFER), BUFFER);
    }
    return name.endsWith(".zst") ? Zstandard.packing(new BufferedOutputStream(raw, BUFFER)) : raw;
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
    private final String name;
    private long bytes;

    Guarded(InputStream in, Counting packed, String name) {
      super(in);
      this.packed = packed;
      this.name = name;
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
        throw new Damaged(
            "the " + name + " data is damaged or ends too early (" + e.getMessage() + ")", e);
      }
      bytes += Math.max(0, n);
      if (bytes > FREE_BYTES && bytes > MAX_RATIO * packed.bytes) {
        throw new Damaged("it unpacks to more than " + MAX_RATIO + " times its size");
      }
      return n;
    }
  }
}
