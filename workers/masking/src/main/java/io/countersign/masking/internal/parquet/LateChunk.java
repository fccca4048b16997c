package io.countersign.masking.internal.parquet;

import io.countersign.masking.DatasetException;
import io.countersign.masking.internal.csv.Block;
import io.countersign.masking.internal.csv.CsvFault;
import io.countersign.masking.internal.io.AtomicOutput;
import io.countersign.masking.internal.parquet.Thrift.Struct;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A kept column chunk in which a few values are replaced after all. */
final class LateChunk {
  private static final int ENTRIES = 1 << 13;
  private static final int BYTES = 1 << 19;

  private final ChunkReader reader;
  private final PageBuilder builder;
  private final Map<Long, byte[]> replaced = new HashMap<>();
  private long entries;
  private long unpacked;

  LateChunk(
      Leaf leaf, int column, Struct meta, ParquetSource source, List<ParquetEncoder.Late> all) {
    reader = new ChunkReader(source.channel(), leaf, column, meta, source.maxPage());
    builder = new PageBuilder(leaf.maxDefinition(), leaf.maxRepetition());
    all.stream().filter(l -> l.column() == column).forEach(l -> replaced.put(l.entry(), l.value()));
  }

  void write(AtomicOutput output) throws IOException, CsvFault, DatasetException {
    Block value = new Block(1 << 12);
    while (reader.peek()) {
      ParquetBlock.Levels levels = new ParquetBlock.Levels();
      builder.begin();
      int bytes = 0;
      // A page holds whole records.
      while (reader.peek()
          && ((levels.count < ENTRIES && bytes < BYTES) || reader.repetition() > 0)) {
        levels.add(reader.repetition(), reader.definition());
        value.length = 0;
        if (reader.take(value)) {
          byte[] other = replaced.get(entries);
          builder.beginValue();
          builder.append(
              other == null ? value.bytes : other, 0, other == null ? value.length : other.length);
          builder.endValue();
          bytes += value.length;
        }
        entries++;
      }
      PageBuilder.Page page = builder.end(levels);
      output.write(page.bytes(), page.bytes().length);
      unpacked += page.unpacked();
    }
  }

  long entries() {
    return entries;
  }

  long unpacked() {
    return unpacked;
  }
}
