package io.countersign.masking.internal.jsonl;

import io.countersign.masking.DatasetException;
import io.countersign.masking.DatasetProfile;
import io.countersign.masking.internal.csv.Block;
import io.countersign.masking.internal.csv.CellIndex;
import io.countersign.masking.internal.csv.CsvSource;
import io.countersign.masking.internal.detect.ColumnEvidence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Looks at the head of a file and at blocks spread over the rest, chosen by the file's digest, so
 * that the same file gives the same sample.
 */
public final class JsonSampler {
  private static final int HEAD = 1 << 19;
  private static final int LARGEST = 1 << 24;
  private static final int BLOCK = 1 << 16;
  private static final int BLOCKS = 64;
  private static final long PACKED_STRIDE = 4 << 20;

  private final Map<String, Integer> columns = new HashMap<>();
  private final List<ColumnEvidence> evidence = new ArrayList<>();
  private final JsonBlock lines;

  private JsonSampler(DatasetProfile profile) {
    for (String path : profile.columns()) {
      columns.put(path, evidence.size());
      evidence.add(new ColumnEvidence());
    }
    lines = new JsonBlock((path, offset) -> columns.getOrDefault(path, 0), HEAD);
  }

  /**
   * @param packed whether the file can only be read from its start
   */
  public static List<ColumnEvidence> sample(Path in, DatasetProfile profile, boolean packed)
      throws DatasetException {
    JsonSampler sampler = new JsonSampler(profile);
    try (InputStream stream = CsvSource.open(in)) {
      sampler.run(stream, profile, packed);
    } catch (IOException e) {
      throw CsvSource.unreadable(in, e);
    }
    return sampler.evidence;
  }

  private void run(InputStream in, DatasetProfile profile, boolean packed) throws IOException {
    Block block = lines.cells();
    int n = in.readNBytes(block.bytes, 0, HEAD);
    // A head that ends within a very long record is enlarged until it holds one.
    while (n == block.capacity() && n < LARGEST && lineEnd(block.bytes, n) == n) {
      block.grow(n * 2);
      n += in.readNBytes(block.bytes, n, block.capacity() - n);
    }
    boolean bom = n >= 3 && block.bytes[0] == (byte) 0xef;
    take(bom ? 3 : 0, lastEnd(n, n < block.capacity()));
    SplittableRandom random =
        new SplittableRandom(Long.parseUnsignedLong(profile.sha256().substring(0, 16), 16));
    long stretch = packed ? PACKED_STRIDE + BLOCK : (profile.bytes() - n) / BLOCKS;
    for (int i = 0; i < BLOCKS && stretch > BLOCK; i++) {
      long skip = packed ? PACKED_STRIDE : random.nextLong(stretch - BLOCK + 1);
      // The end of a packed file is not known; nothing is read after it.
      if (packed) {
        in.skip(skip);
      } else {
        in.skipNBytes(skip);
      }
      int read = in.readNBytes(block.bytes, 0, BLOCK);
      if (read == 0) {
        return;
      }
      int from = Math.min(read, lineEnd(block.bytes, read) + 1);
      take(from, lastEnd(read, read < BLOCK));
      in.skipNBytes(packed ? 0 : stretch - BLOCK - skip);
    }
  }

  private static int lineEnd(byte[] b, int n) {
    int i = 0;
    while (i < n && b[i] != '\n') {
      i++;
    }
    return i;
  }

  /** The end of the last whole line. */
  private int lastEnd(int n, boolean whole) {
    int i = n;
    while (!whole && i > 0 && lines.cells().bytes[i - 1] != '\n') {
      i--;
    }
    return i;
  }

  private void take(int from, int to) {
    if (from >= to) {
      return;
    }
    lines.parseLines(from, to);
    CellIndex index = lines.index();
    for (int row = 0; row < index.rows(); row++) {
      for (int cell = index.firstCell(row); cell < index.endCell(row); cell++) {
        evidence
            .get(index.column(row, cell))
            .add(lines.cells().bytes, index.start(cell), index.end(cell));
      }
    }
  }
}
