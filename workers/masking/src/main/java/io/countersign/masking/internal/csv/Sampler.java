package io.countersign.masking.internal.csv;

import io.countersign.masking.DatasetException;
import io.countersign.masking.DatasetProfile;
import io.countersign.masking.Progress;
import io.countersign.masking.internal.detect.ColumnEvidence;
import io.countersign.masking.internal.io.Encodings;
import io.countersign.masking.internal.io.Meter;
import io.countersign.masking.internal.io.Packed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Looks at the head of a file and at blocks spread over the rest, chosen by the file's digest, so
 * that the same file gives the same sample.
 */
public final class Sampler {
  private static final int HEAD = 1 << 19;
  private static final int BLOCK = 1 << 16;
  private static final int BLOCKS = 64;
  private static final int LARGEST_HEAD = 1 << 26;
  private static final int PACKED_HEAD = 1 << 22;
  private static final long PACKED_STRIDE = 4 << 20;

  private final DatasetProfile profile;
  private final CellIndex index;
  private final List<ColumnEvidence> evidence = new ArrayList<>();

  private Sampler(DatasetProfile profile) {
    this.profile = profile;
    this.index = new CellIndex(profile.dialect());
    for (int i = 0; i < profile.columns().size(); i++) {
      evidence.add(new ColumnEvidence());
    }
  }

  public static List<ColumnEvidence> sample(Path in, DatasetProfile profile, Progress progress)
      throws DatasetException {
    Sampler sampler = new Sampler(profile);
    Meter meter = new Meter(progress, profile.bytes());
    String encoding = profile.dialect().encoding();
    if (Packed.isPacked(in) || !encoding.equals(Encodings.UTF_8)) {
      try (InputStream stream = CsvSource.open(in, encoding)) {
        sampler.runPacked(stream);
      } catch (IOException e) {
        throw CsvSource.unreadable(in, e);
      }
    } else {
      try (FileChannel channel = FileChannel.open(in, StandardOpenOption.READ)) {
        sampler.run(channel, meter);
      } catch (IOException e) {
        throw CsvSource.unreadable(in, e);
      }
    }
    meter.done(profile.bytes(), 0);
    return sampler.evidence;
  }

  private void run(FileChannel channel, Meter meter) throws IOException {
    int from = profile.dialect().bom() ? 3 : 0;
    // A head that ends within a very long record is enlarged until it holds one.
    for (int size = HEAD; size <= LARGEST_HEAD; size *= 4) {
      int rows =
          take(read(channel, 0, size), from, profile.dialect().header(), size >= profile.bytes());
      if (rows > 0 || size >= profile.bytes()) {
        break;
      }
    }
    SplittableRandom random =
        new SplittableRandom(Long.parseUnsignedLong(profile.sha256().substring(0, 16), 16));
    long stretch = (profile.bytes() - HEAD) / BLOCKS;
    for (int i = 0; i < BLOCKS && stretch > BLOCK; i++) {
      long at = HEAD + i * stretch + random.nextLong(stretch - BLOCK + 1);
      Block block = read(channel, at, BLOCK);
      take(block, recordStart(block), false, at + BLOCK >= profile.bytes());
      meter.at(at, 0);
    }
  }

  /**
   * A packed or recoded file can only be read from its start: the head, then a block in every few
   * megabytes.
   */
  private void runPacked(InputStream in) throws IOException {
    Block head = new Block(PACKED_HEAD);
    head.length = in.readNBytes(head.bytes, 0, PACKED_HEAD);
    head.seal();
    int from = profile.dialect().bom() ? 3 : 0;
    take(head, from, profile.dialect().header(), head.length < PACKED_HEAD);
    Block block = new Block(BLOCK);
    for (int i = 0; i < BLOCKS; i++) {
      in.skip(PACKED_STRIDE);
      block.length = in.readNBytes(block.bytes, 0, BLOCK);
      block.seal();
      if (block.length == 0) {
        return;
      }
      take(block, recordStart(block), false, block.length < BLOCK);
    }
  }

  private static Block read(FileChannel channel, long at, int size) throws IOException {
    Block block = new Block(size);
    ByteBuffer buffer = ByteBuffer.wrap(block.bytes, 0, size);
    while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) >= 0) {
      continue;
    }
    block.length = buffer.position();
    block.offset = at;
    block.seal();
    return block;
  }

  /** After a line end; where that lies inside quotes, the block does not parse and is left out. */
  private static int recordStart(Block block) {
    for (int i = 0; i < block.length; i++) {
      if (block.bytes[i] == '\n' || block.bytes[i] == '\r') {
        return i + 1;
      }
    }
    return block.length;
  }

  /** Counts the whole records from {@code from}; returns how many there were. */
  private int take(Block block, int from, boolean header, boolean whole) {
    int columns = profile.columns().size();
    int p = from;
    int rows = 0;
    while (p < block.length) {
      try {
        p = index.parse(block, p, columns, 1);
      } catch (CsvFault e) {
        break;
      }
      boolean complete = p < block.length || whole;
      if (index.rows() == 1 && complete && !(header && rows == 0)) {
        for (int c = 0; c < columns; c++) {
          evidence.get(c).add(block.bytes, index.start(c), index.end(c));
        }
      }
      rows += complete ? index.rows() : 0;
    }
    return rows - (header && rows > 0 ? 1 : 0);
  }
}
