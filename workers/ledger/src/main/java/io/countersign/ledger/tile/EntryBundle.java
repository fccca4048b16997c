package io.countersign.ledger.tile;

import io.countersign.ledger.FormatException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Entries one after the other, each behind its length as a big-endian uint16. */
public final class EntryBundle {
  /** Most bytes that an entry can have: what a uint16 can say. */
  public static final int MAX_ENTRY = 65_535;

  private EntryBundle() {}

  /**
   * Writes entries into a bundle.
   *
   * @throws IllegalArgumentException if one is larger than {@link #MAX_ENTRY}
   */
  public static byte[] encode(List<byte[]> entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] entry : entries) {
      if (entry.length > MAX_ENTRY) {
        throw new IllegalArgumentException("an entry has at most 65535 bytes, not " + entry.length);
      }
      out.write(entry.length >>> 8);
      out.write(entry.length);
      out.writeBytes(entry);
    }
    return out.toByteArray();
  }

  /**
   * Reads all entries of a bundle, however many there are.
   *
   * @throws FormatException if the bytes end within an entry
   */
  public static List<byte[]> decode(byte[] bundle) throws FormatException {
    List<byte[]> entries = new ArrayList<>();
    int at = 0;
    while (at < bundle.length) {
      if (at + 2 > bundle.length) {
        throw new FormatException("the bundle ends within the length of entry " + entries.size());
      }
      int length = (bundle[at] & 0xff) << 8 | (bundle[at + 1] & 0xff);
      at += 2;
      if (at + length > bundle.length) {
        throw new FormatException(
            "the bundle ends within entry %d, %d of its %d bytes are there"
                .formatted(entries.size(), bundle.length - at, length));
      }
      entries.add(Arrays.copyOfRange(bundle, at, at + length));
      at += length;
    }
    return entries;
  }
}
