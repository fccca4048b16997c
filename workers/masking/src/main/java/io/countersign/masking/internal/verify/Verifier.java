package io.countersign.masking.internal.verify;

import io.countersign.masking.ColumnPlan;
import io.countersign.masking.DatasetException;
import io.countersign.masking.DatasetException.Kind;
import io.countersign.masking.MaskOptions;
import io.countersign.masking.MaskingKeys;
import io.countersign.masking.MaskingPlan;
import io.countersign.masking.Progress;
import io.countersign.masking.VerificationReport;
import io.countersign.masking.internal.csv.BlockPipeline;
import io.countersign.masking.internal.csv.CsvFault;
import io.countersign.masking.internal.csv.CsvSource;
import io.countersign.masking.internal.io.Meter;
import io.countersign.masking.internal.mask.Plans;
import io.countersign.masking.internal.names.Bloom;
import io.countersign.masking.internal.names.HashList;
import io.countersign.masking.internal.names.WordFilter;
import io.countersign.masking.internal.rows.RowFormat;
import io.countersign.masking.internal.rows.RowSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Checks an output against its input: hashes of all masked originals go into a filter, everything
 * in the output that could be one is looked up, and what the filter reports is compared with the
 * originals once more by its full 64-bit hash (a false survivor has a chance of 2⁻⁶⁴ per pair).
 */
public final class Verifier {
  private static final int MAX_HITS = 4_000_000;

  private final RowFormat inFormat;
  private final RowFormat outFormat;
  private final Path in;
  private final Path out;
  private final MaskingPlan plan;
  private final MaskingKeys keys;
  private final MaskOptions options;
  private final ProbeHash hash = new ProbeHash();
  private final Bloom filter;
  private final WordFilter nameWords = new WordFilter();
  private final List<String> names;
  private final boolean[] tokenShaped;

  private final HashList hits = new HashList();
  private final HashList rowWords = new HashList();
  private long originals;
  private long probes;
  private long unmasked;
  private long overflow;
  private long inputRows;
  private long outputRows;
  private long done;

  public Verifier(
      RowFormat inFormat,
      RowFormat outFormat,
      Path in,
      Path out,
      MaskingPlan plan,
      MaskingKeys keys,
      MaskOptions options) {
    this.inFormat = inFormat;
    this.outFormat = outFormat;
    this.in = in;
    this.out = out;
    this.plan = plan;
    this.keys = keys;
    this.options = options;
    long replaced = plan.columns().stream().filter(c -> c.transform().replacesCells()).count();
    filter = new Bloom(Math.max(1, plan.rows()) * (2 * replaced + 4));
    tokenShaped = new boolean[plan.columns().size()];
    names = plan.columns().stream().map(ColumnPlan::name).toList();
  }

  public VerificationReport run(Progress progress) throws DatasetException {
    long start = System.nanoTime();
    Plans.check(in, plan, keys);
    inFormat.checkColumns(in);
    outFormat.checkColumns(out);
    Meter meter = new Meter(progress, plan.inputBytes() + size(out));
    String inputSha256 =
        pass(
            in,
            inFormat,
            () -> new OriginalsSlot(plan, hash, inFormat.block()),
            this::addOriginals,
            meter);
    Plans.checkDigest(in, plan, inputSha256);
    String outputSha256 =
        pass(
            out,
            outFormat,
            () -> new ResidueSlot(plan, hash, outFormat.block(), filter, nameWords, tokenShaped),
            this::lookUp,
            meter);
    if (inputRows != outputRows) {
      throw DatasetException.of(
          Kind.CHANGED,
          out,
          "it has " + outputRows + " rows, the input has " + inputRows + ". Mask it again.");
    }
    Map<String, Long> perColumn = hits.count == 0 ? Map.of() : confirm(meter);
    meter.done(done, outputRows);
    long survivors = perColumn.values().stream().mapToLong(Long::longValue).sum() + overflow;
    double risk = survivors > 0 ? 1 : Math.ceil(3e6 / Math.max(3, originals)) / 1e6;
    return new VerificationReport(
        survivors,
        unmasked,
        outputRows,
        originals,
        probes,
        hits.count / 2 + overflow - survivors,
        perColumn,
        risk,
        plan.digest(),
        inputSha256,
        outputSha256,
        (System.nanoTime() - start) / 1e9);
  }

  /** Tokens are longer than most of what they replace, so records of the output may be too. */
  private int maxRecord(Path file) {
    int most = options.maxCellBytes();
    return file.equals(out) ? (int) Math.min(Integer.MAX_VALUE - 64L, most * 4L) : most;
  }

  private static long size(Path file) throws DatasetException {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw CsvSource.unreadable(file, e);
    }
  }

  /** Reads a file once; returns its SHA-256. */
  private <S extends VerifySlot> String pass(
      Path file,
      RowFormat format,
      Supplier<S> slots,
      BlockPipeline.Consumer<S> consumer,
      Meter meter)
      throws DatasetException {
    try (RowSource input = format.open(file, maxRecord(file))) {
      read(input, file, format, slots, consumer, meter);
      return input.hex();
    } catch (IOException e) {
      throw CsvSource.unreadable(file, e);
    }
  }

  private <S extends VerifySlot> void read(
      RowSource input,
      Path file,
      RowFormat format,
      Supplier<S> slots,
      BlockPipeline.Consumer<S> consumer,
      Meter meter)
      throws DatasetException, IOException {
    long before = done;
    try {
      new BlockPipeline<>(options.threads(), slots)
          .run(
              slot -> input.next(slot.source),
              slot -> {
                consumer.accept(slot);
                done = before + input.bytes();
                meter.at(done, Math.max(inputRows, outputRows));
              });
    } catch (CsvFault e) {
      throw format.locate(file, e, names);
    }
  }

  private void addOriginals(OriginalsSlot slot) {
    filter.addAll(slot.hashes.values, slot.hashes.count);
    for (int i = 0; i < slot.nameWords.count; i++) {
      nameWords.add(slot.nameWords.values[i]);
    }
    for (int i = 0; i < tokenShaped.length; i++) {
      tokenShaped[i] |= slot.tokenShaped[i];
    }
    rowWords.clear();
    for (int i = 0; i < slot.words.count; i += 2) {
      rowWords.add(inRow(slot.words.values[i], inputRows + slot.words.values[i + 1]));
    }
    filter.addAll(rowWords.values, rowWords.count);
    originals += slot.originals;
    inputRows += slot.rows;
  }

  private void lookUp(ResidueSlot slot) {
    for (int i = 0; i < slot.hits.count; i += 2) {
      hit(slot.hits.values[i], slot.hits.values[i + 1]);
    }
    for (int i = 0; i < slot.words.count; i += 3) {
      long h = inRow(slot.words.values[i], outputRows + slot.words.values[i + 1]);
      if (filter.mayContain(h)) {
        hit(h, slot.words.values[i + 2]);
      }
    }
    probes += slot.probes;
    unmasked += slot.unmasked;
    outputRows += slot.rows;
  }

  private void hit(long value, long column) {
    if (hits.count >= 2 * MAX_HITS) {
      overflow++;
    } else {
      hits.add(value);
      hits.add(column);
    }
  }

  private static long inRow(long word, long row) {
    long h = (word ^ Scopes.row(row)) * 0x9e3779b97f4a7c15L;
    return h ^ (h >>> 29) ^ Long.rotateLeft(word, 17);
  }

  /** Reads the originals once more and counts the hits that are truly among them. */
  private Map<String, Long> confirm(Meter meter) throws DatasetException {
    Wanted wanted = new Wanted(hits);
    long[] rows = new long[1];
    try (RowSource input = inFormat.openAgain(in, maxRecord(in))) {
      read(
          input,
          in,
          inFormat,
          () -> new OriginalsSlot(plan, hash, inFormat.block()),
          slot -> {
            for (int i = 0; i < slot.hashes.count; i++) {
              wanted.see(slot.hashes.values[i]);
            }
            for (int i = 0; i < slot.words.count; i += 2) {
              wanted.see(inRow(slot.words.values[i], rows[0] + slot.words.values[i + 1]));
            }
            rows[0] += slot.rows;
          },
          meter);
    } catch (IOException e) {
      throw CsvSource.unreadable(in, e);
    }
    Map<String, Long> perColumn = new TreeMap<>();
    for (int i = 0; i < hits.count; i += 2) {
      if (wanted.wasSeen(hits.values[i])) {
        perColumn.merge(names.get((int) hits.values[i + 1]), 1L, Long::sum);
      }
    }
    return perColumn;
  }
}
