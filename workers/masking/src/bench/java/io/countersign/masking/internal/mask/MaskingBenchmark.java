package io.countersign.masking.internal.mask;

import io.countersign.masking.DataClass;
import io.countersign.masking.Dialect;
import io.countersign.masking.internal.crypto.CmacBatch;
import io.countersign.masking.internal.crypto.Ff1Batch;
import io.countersign.masking.internal.crypto.HmacBatch;
import io.countersign.masking.internal.crypto.PrfBatch;
import io.countersign.masking.internal.csv.Block;
import io.countersign.masking.internal.csv.CellIndex;
import io.countersign.masking.internal.csv.CsvFault;
import io.countersign.masking.internal.detect.Spans;
import io.countersign.masking.internal.detect.TextScanner;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The parts of a masking run, each alone: nanoseconds per value, or per byte. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MaskingBenchmark {
  private static final int VALUES = 1000;
  private static final int BYTES = 100_000;

  private final byte[] values = repeated("4254798142629439,", VALUES * 17);
  private final byte[] text =
      repeated(
          "Spoke with Ms Trutewood about the order of 12 May, which was lost in transit; wants a"
              + " call at +1 473-477-3745 or a line to k.trute@example.org. ",
          BYTES);
  private final PrfBatch cmac = new CmacBatch(new byte[16]);
  private final PrfBatch hmac = new HmacBatch(new byte[32]);
  private final Ff1Batch ff1 = new Ff1Batch(new byte[16], new byte[4]);
  private final byte[] out = new byte[64];
  private final TextScanner scanner = new TextScanner();
  private final Spans spans = new Spans();
  private final Block block = csv();
  private final CellIndex index = new CellIndex(new Dialect(',', '"', "LF", "UTF-8", false, true));

  private static byte[] repeated(String text, int bytes) {
    byte[] unit = text.getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[bytes + Block.PADDING];
    for (int i = 0; i < bytes; i++) {
      all[i] = unit[i % unit.length];
    }
    Arrays.fill(all, bytes, all.length, (byte) '\n');
    return all;
  }

  private static Block csv() {
    Block block = new Block(BYTES);
    byte[] rows = repeated("C1000001,Grace,Rilin,grace.rilin211@example.org,active,381.21\n", BYTES);
    int end = BYTES;
    while (rows[end - 1] != '\n') {
      end--;
    }
    System.arraycopy(rows, 0, block.bytes, 0, end);
    block.length = end;
    return block;
  }

  /** A token of a card number, AES-CMAC, with its text. */
  @Benchmark
  @OperationsPerInvocation(VALUES)
  public byte[] tokenCmac() {
    return tokens(cmac);
  }

  /** A token of a card number, HMAC-SHA256, with its text. */
  @Benchmark
  @OperationsPerInvocation(VALUES)
  public byte[] tokenHmac() {
    return tokens(hmac);
  }

  private byte[] tokens(PrfBatch batch) {
    batch.clear();
    for (int i = 0; i < VALUES; i++) {
      // Every value differs, so that none is remembered.
      values[i * 17] = (byte) ('0' + i % 10);
      values[i * 17 + 1] = (byte) ('0' + i / 10 % 10);
      values[i * 17 + 2] = (byte) ('0' + i / 100);
      byte[] message = batch.reserve(Canon.bound(16));
      batch.commit(
          Canon.write(DataClass.CARD, values, i * 17, i * 17 + 16, message, batch.position()));
    }
    batch.compute();
    for (int i = 0; i < VALUES; i++) {
      Tokens.write(DataClass.CARD.ordinal(), batch.macs(), i, out, 0);
    }
    return out;
  }

  /** The FF1 encryption of 15 digits. */
  @Benchmark
  @OperationsPerInvocation(VALUES)
  public byte[] ff1() {
    ff1.clear();
    for (int i = 0; i < VALUES; i++) {
      ff1.add(values, i * 17, 15);
    }
    ff1.encrypt();
    ff1.write(VALUES - 1, out, 0);
    return out;
  }

  /** A byte of text, structured types only. */
  @Benchmark
  @OperationsPerInvocation(BYTES)
  public int scanStructured() {
    scanner.scan(text, 0, BYTES, spans);
    return spans.count();
  }

  /** A byte of text, all types. */
  @Benchmark
  @OperationsPerInvocation(BYTES)
  public int scanAll() {
    scanner.scanText(text, 0, BYTES, spans);
    return spans.count();
  }

  /** A byte of CSV, split into cells. */
  @Benchmark
  @OperationsPerInvocation(BYTES)
  public int split() throws CsvFault {
    index.parse(block, 0, 6);
    return index.rows();
  }
}
