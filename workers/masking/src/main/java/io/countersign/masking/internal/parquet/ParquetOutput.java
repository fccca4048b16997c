package io.countersign.masking.internal.parquet;

import io.countersign.masking.ColumnPlan;
import io.countersign.masking.DatasetException;
import io.countersign.masking.MaskingPlan;
import io.countersign.masking.Transform;
import io.countersign.masking.internal.csv.CsvFault;
import io.countersign.masking.internal.io.AtomicOutput;
import io.countersign.masking.internal.parquet.Thrift.Struct;
import io.countersign.masking.internal.rows.BlockEncoder;
import io.countersign.masking.internal.rows.TableOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a Parquet file. Of an input in the same format, columns that the plan keeps are copied
 * byte for byte; columns that it changes get new pages and no statistics, bloom filters or indexes,
 * and no key-value metadata is taken over at all.
 */
public final class ParquetOutput implements TableOutput {
  private static final int CSV_BLOCKS_PER_GROUP = 128;

  private final AtomicOutput output;
  private final OutputSchema schema;
  private final @Nullable ParquetSource input;
  private final Spool spool;
  private final int columns;
  private final long[] entries;
  private final long[] unpacked;
  private final List<ParquetEncoder.Late> late = new ArrayList<>();
  private final List<Struct> groups = new ArrayList<>();
  private long groupRows;
  private long rows;
  private int blocks;

  private ParquetOutput(
      Path out, AtomicOutput output, OutputSchema schema, @Nullable ParquetSource input)
      throws DatasetException {
    this.output = output;
    this.schema = schema;
    this.input = input;
    columns = schema.leaves().size();
    spool = new Spool(out, columns);
    entries = new long[columns];
    unpacked = new long[columns];
    output.write(Footer.MAGIC, 4);
  }

  /** Of a Parquet file; its kept columns are copied from there. */
  public static TableOutput ofParquet(
      Path in, Path out, AtomicOutput output, MaskingPlan plan, int maxRecord)
      throws DatasetException {
    ParquetSource input = ParquetRows.source(in, plan, maxRecord);
    boolean[] rewritten = new boolean[plan.columns().size()];
    for (ColumnPlan column : plan.columns()) {
      rewritten[column.index()] = column.transform().kind() != Transform.Kind.KEEP;
    }
    return new ParquetOutput(out, output, OutputSchema.of(input.footer(), rewritten), input);
  }

  /** Of a table whose cells are text; all columns are optional strings. */
  public static TableOutput ofText(Path out, AtomicOutput output, MaskingPlan plan)
      throws DatasetException {
    List<String> names = plan.columns().stream().map(ColumnPlan::name).toList();
    return new ParquetOutput(out, output, OutputSchema.ofText(names), null);
  }

  @Override
  public BlockEncoder encoder() {
    return schema.encoder();
  }

  @Override
  public void append(BlockEncoder encoder) throws IOException, DatasetException {
    ParquetEncoder made = (ParquetEncoder) encoder;
    for (ParquetEncoder.Late l : made.late) {
      late.add(new ParquetEncoder.Late(l.column(), entries[l.column()] + l.entry(), l.value()));
    }
    for (int c = 0; c < columns; c++) {
      PageBuilder.Page page = made.pages[c];
      if (page != null) {
        spool.add(c, page.bytes());
        unpacked[c] += page.unpacked();
      }
      entries[c] += made.entries[c];
    }
    groupRows += made.rows;
    blocks++;
    if (input == null ? blocks == CSV_BLOCKS_PER_GROUP : made.last) {
      endGroup(made.group);
    }
  }

  private void endGroup(int group) throws IOException, DatasetException {
    List<Struct> chunks = new ArrayList<>();
    long start = output.bytes();
    long total = 0;
    boolean sorted = true;
    Struct before = input == null ? new Struct() : input.footer().groups().get(group);
    for (int c = 0; c < columns; c++) {
      Struct meta;
      if (schema.rewritten(c)) {
        meta = spooled(c);
      } else {
        Struct old = before.structs(1).get(c).struct(3);
        if (old == null || input == null) {
          throw new IllegalStateException("column " + c);
        }
        meta = isLate(c) ? again(c, old, input) : copied(old, input);
      }
      sorted &= !schema.rewritten(c) && !isLate(c);
      total += meta.number(6);
      chunks.add(new Struct().i64(2, 0).struct(3, meta));
    }
    Struct made =
        new Struct()
            .structs(1, chunks)
            .i64(2, total)
            .i64(3, groupRows)
            .i64(5, start)
            .i64(6, output.bytes() - start)
            .put(7, Thrift.I16, (long) groups.size());
    Thrift.Value sorting = before.get(4);
    if (sorted && sorting != null) {
      made.put(4, sorting);
    }
    groups.add(made);
    rows += groupRows;
    clear();
  }

  private void clear() {
    spool.clear();
    late.clear();
    groupRows = 0;
    blocks = 0;
    java.util.Arrays.fill(entries, 0);
    java.util.Arrays.fill(unpacked, 0);
  }

  private boolean isLate(int column) {
    return late.stream().anyMatch(l -> l.column() == column);
  }

  private Struct spooled(int c) throws IOException, DatasetException {
    long start = output.bytes();
    spool.writeTo(c, output);
    return schema.chunk(c, entries[c], unpacked[c], start, output.bytes() - start);
  }

  /** Copies a chunk byte for byte; only its place changes. */
  private Struct copied(Struct old, ParquetSource source) throws IOException, DatasetException {
    Footer.Chunk place = Footer.Chunk.of(old);
    long moved = output.bytes() - place.start();
    for (long done = 0; done < place.length(); ) {
      int n = (int) Math.min(1 << 18, place.length() - done);
      output.write(Footer.bytes(source.channel(), place.start() + done, n), n);
      done += n;
    }
    Struct meta = old.only(1, 2, 3, 4, 5, 6, 7, 12, 13, 16).i64(9, old.number(9) + moved);
    if (old.number(11, 0) > 0 && old.number(11, 0) < old.number(9)) {
      meta.i64(11, old.number(11) + moved);
    }
    return meta;
  }

  /** Reads a chunk once more, to write it with the values that were found late. */
  private Struct again(int c, Struct old, ParquetSource source)
      throws IOException, DatasetException {
    long start = output.bytes();
    try {
      LateChunk chunk = new LateChunk(schema.leaves().get(c), c, old, source, late);
      chunk.write(output);
      return schema.chunk(c, chunk.entries(), chunk.unpacked(), start, output.bytes() - start);
    } catch (CsvFault e) {
      throw ParquetRows.located(source.file(), e, source.footer().paths());
    }
  }

  @Override
  public void finish() throws IOException, DatasetException {
    if (input == null && groupRows > 0) {
      endGroup(0);
    }
    byte[] footer = schema.footer(rows, groups).write();
    output.write(footer, footer.length);
    byte[] length =
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(footer.length).array();
    output.write(length, 4);
    output.write(Footer.MAGIC, 4);
  }

  @Override
  public void close() {
    spool.close();
    try {
      if (input != null) {
        input.close();
      }
    } catch (IOException e) {
      // It was only read.
    }
  }
}
