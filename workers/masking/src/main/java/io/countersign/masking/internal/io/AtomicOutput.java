package io.countersign.masking.internal.io;

import io.countersign.masking.DatasetException;
import io.countersign.masking.DatasetException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A file that appears under its name only when it is whole and on disk. Until {@link #commit()} it
 * has a hidden name beside the destination, which is locked; closing without a commit removes it. A
 * killed process leaves the hidden file, and the next run for the same destination takes it over,
 * from {@link #continueAt} on or anew.
 */
public final class AtomicOutput implements AutoCloseable {
  private final Path destination;
  private final Path part;
  private final boolean overwrite;
  private final FileChannel channel;
  private final OutputStream sink;
  private final MessageDigest sha = Digests.sha256();
  private long bytes;
  private boolean committed;
  private boolean started;
  private final boolean plain;

  private AtomicOutput(Path destination, Path part, boolean overwrite, FileChannel channel)
      throws IOException {
    this.destination = destination;
    this.part = part;
    this.overwrite = overwrite;
    this.channel = channel;
    OutputStream raw = new Raw();
    sink = Packed.packing(destination, raw);
    plain = sink == raw;
  }

  public static AtomicOutput open(Path destination, boolean overwrite) throws DatasetException {
    if (Files.isDirectory(destination)) {
      throw DatasetException.of(
          Kind.DESTINATION_NOT_WRITABLE, destination, "this is a directory. Name a file.");
    }
    if (!overwrite && Files.exists(destination)) {
      throw exists(destination);
    }
    Path part = destination.resolveSibling("." + destination.getFileName() + ".part");
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = lock(channel);
      if (lock == null) {
        channel.close();
        throw DatasetException.of(
            Kind.DESTINATION_BUSY, destination, "another run is writing to it. Wait for it.");
      }
      return new AtomicOutput(destination, part, overwrite, channel);
    } catch (IOException e) {
      throw fault(destination, e);
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** Whether content is written as it is, neither packed nor changed. */
  public boolean plain() {
    return plain;
  }

  /**
   * Goes on behind the first bytes of the hidden file that a killed run has left, if they are what
   * that run wrote; otherwise it starts anew. To be called before anything is written.
   *
   * @return whether it goes on
   */
  public boolean continueAt(long length, String sha256) throws DatasetException {
    try {
      if (!plain || channel.size() < length) {
        return false;
      }
      MessageDigest there = Digests.sha256();
      ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
      for (long at = 0; at < length; ) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), length - at));
        int n = channel.read(buffer, at);
        if (n < 0) {
          sha.reset();
          return false;
        }
        there.update(buffer.array(), 0, n);
        sha.update(buffer.array(), 0, n);
        at += n;
      }
      if (!HexFormat.of().formatHex(there.digest()).equals(sha256)) {
        sha.reset();
        return false;
      }
      channel.truncate(length);
      channel.position(length);
      bytes = length;
      started = true;
      return true;
    } catch (IOException e) {
      throw fault(destination, e);
    }
  }

  /** Puts what was written so far on disk; returns its SHA-256 in hex. */
  public String sync() throws DatasetException {
    try {
      channel.force(false);
      return HexFormat.of().formatHex(((MessageDigest) sha.clone()).digest());
    } catch (IOException e) {
      throw fault(destination, e);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Appends content, which is packed where the name of the destination asks for it. */
  public void write(byte[] b, int length) throws DatasetException {
    try {
      sink.write(b, 0, length);
    } catch (IOException e) {
      throw fault(destination, e);
    }
  }

  private final class Raw extends OutputStream {
    @Override
    public void write(int c) throws IOException {
      write(new byte[] {(byte) c}, 0, 1);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      start();
      sha.update(b, off, len);
      bytes += len;
      ByteBuffer buffer = ByteBuffer.wrap(b, off, len);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
  }

  /** Drops what a killed run has left, unless this one goes on with it. */
  private void start() throws IOException {
    if (!started) {
      started = true;
      channel.truncate(0);
    }
  }

  /** Puts the whole file on disk and under its name. Returns its SHA-256 in hex. */
  public String commit() throws DatasetException {
    try {
      sink.close();
      start();
      channel.force(true);
      if (overwrite) {
        move();
      } else {
        publishNew();
      }
      committed = true;
      channel.close();
      syncDirectory();
      return HexFormat.of().formatHex(sha.digest());
    } catch (FileAlreadyExistsException e) {
      throw exists(destination);
    } catch (IOException e) {
      throw fault(destination, e);
    }
  }

  /** A link fails where a rename would replace what someone else put there meanwhile. */
  private void publishNew() throws IOException {
    try {
      Files.createLink(destination, part);
      Files.delete(part);
    } catch (UnsupportedOperationException e) {
      if (Files.exists(destination)) {
        throw new FileAlreadyExistsException(destination.toString());
      }
      move();
    }
  }

  private void move() throws IOException {
    try {
      Files.move(part, destination, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, destination, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void syncDirectory() {
    Path parent = destination.toAbsolutePath().getParent();
    if (parent == null) {
      return;
    }
    try (FileChannel directory = FileChannel.open(parent, StandardOpenOption.READ)) {
      directory.force(true);
    } catch (IOException e) {
      // Some systems cannot open a directory; the file itself is on disk.
    }
  }

  public long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    try {
      if (!committed) {
        Files.deleteIfExists(part);
      }
      channel.close();
    } catch (IOException e) {
      // The next run for this destination takes the hidden file over.
    }
  }

  private static DatasetException exists(Path destination) {
    return DatasetException.of(
        Kind.DESTINATION_EXISTS,
        destination,
        "the destination exists already. Choose another name, or remove it first.");
  }

  private static DatasetException fault(Path destination, IOException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("No space left") || message.contains("quota exceeded")) {
      return DatasetException.of(
          Kind.DISK_FULL, destination, "the disk is full; nothing was left behind. Make room.", e);
    }
    return DatasetException.of(
        Kind.DESTINATION_NOT_WRITABLE,
        destination,
        "it cannot be written: " + e.getClass().getSimpleName() + " " + message + ".",
        e);
  }
}
