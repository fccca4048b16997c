package io.countersign.masking.internal.formats;

import io.countersign.masking.DatasetException;
import io.countersign.masking.DatasetException.Kind;
import io.countersign.masking.DatasetProfile;
import io.countersign.masking.MaskingPlan;
import io.countersign.masking.Progress;
import io.countersign.masking.ReadOptions;
import io.countersign.masking.internal.csv.CsvSource;
import io.countersign.masking.internal.csv.Profiler;
import io.countersign.masking.internal.csv.Sampler;
import io.countersign.masking.internal.detect.ColumnEvidence;
import io.countersign.masking.internal.io.AtomicOutput;
import io.countersign.masking.internal.io.Packed;
import io.countersign.masking.internal.jsonl.JsonEncoder;
import io.countersign.masking.internal.jsonl.JsonHead;
import io.countersign.masking.internal.jsonl.JsonProfiler;
import io.countersign.masking.internal.jsonl.JsonRows;
import io.countersign.masking.internal.jsonl.JsonSampler;
import io.countersign.masking.internal.mask.PatchedCopy;
import io.countersign.masking.internal.parquet.ParquetOutput;
import io.countersign.masking.internal.parquet.ParquetProfiler;
import io.countersign.masking.internal.parquet.ParquetRows;
import io.countersign.masking.internal.rows.CsvRows;
import io.countersign.masking.internal.rows.RowFormat;
import io.countersign.masking.internal.rows.SameBytes;
import io.countersign.masking.internal.rows.TableOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Tells formats apart and names the classes that know them. */
public final class Formats {
  private static final int HEAD = 1 << 12;

  private Formats() {}

  /** The format of a file: by its name where that tells it, else by how it starts. */
  public static String of(Path file) throws DatasetException {
    if (Files.isDirectory(file)) {
      throw DatasetException.of(Kind.NOT_READABLE, file, "this is a directory. Name a file.");
    }
    byte[] head = head(file);
    if (startsWith(head, "PAR1") || startsWith(head, "PARE")) {
      return MaskingPlan.PARQUET;
    }
    String name = plainName(file);
    if (name.endsWith(".parquet")) {
      throw DatasetException.of(
          Kind.DAMAGED_FILE,
          file,
          "it does not start like a Parquet file. Get the file once more.");
    }
    if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
      return MaskingPlan.JSONL;
    }
    if (name.endsWith(".json") && first(head) == '[') {
      throw DatasetException.of(
          Kind.UNSUPPORTED_FORMAT,
          file,
          "this is one JSON list. Write each record on its own line.");
    }
    boolean table = name.endsWith(".tsv") || name.endsWith(".txt");
    return !table && startsObject(head) ? MaskingPlan.JSONL : MaskingPlan.CSV;
  }

  private static boolean startsWith(byte[] head, String magic) {
    return head.length >= 4 && new String(head, 0, 4, StandardCharsets.ISO_8859_1).equals(magic);
  }

  /** The name in lower case without the suffix of a packer. */
  private static String plainName(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.replaceAll("\\.(gz|zst)$", "");
  }

  private static byte[] head(Path file) throws DatasetException {
    try (InputStream in = CsvSource.open(file)) {
      return in.readNBytes(HEAD);
    } catch (IOException e) {
      throw CsvSource.unreadable(file, e);
    }
  }

  private static int first(byte[] head) {
    int i = next(head, 0);
    return i < head.length ? head[i] : 0;
  }

  /** The next place that is no white space and no byte order mark. */
  private static int next(byte[] head, int from) {
    int i = from;
    while (i < head.length
        && (head[i] == ' '
            || head[i] == '\t'
            || head[i] == '\n'
            || head[i] == '\r'
            || i < 3 && head[i] < -16)) {
      i++;
    }
    return i;
  }

  private static boolean startsObject(byte[] head) {
    if (first(head) != '{') {
      return false;
    }
    int i = next(head, next(head, 0) + 1);
    return i < head.length && (head[i] == '"' || head[i] == '}');
  }

  public static DatasetProfile profile(Path file, ReadOptions options, Progress progress)
      throws DatasetException {
    return switch (of(file)) {
      case MaskingPlan.JSONL -> JsonProfiler.profile(file, options, progress);
      case MaskingPlan.PARQUET -> ParquetProfiler.profile(file, options, progress);
      default -> Profiler.profile(file, options, progress);
    };
  }

  public static List<ColumnEvidence> sample(Path file, DatasetProfile profile, Progress progress)
      throws DatasetException {
    return switch (profile.format()) {
      case MaskingPlan.JSONL -> JsonSampler.sample(file, profile, Packed.isPacked(file));
      case MaskingPlan.PARQUET -> ParquetProfiler.sample(file, profile);
      default -> Sampler.sample(file, profile, progress);
    };
  }

  /** The paths of the columns and the first rows; none for CSV, which needs a dialect. */
  public static List<List<String>> head(Path file, int rows) throws DatasetException {
    return switch (of(file)) {
      case MaskingPlan.JSONL -> JsonHead.read(file, rows);
      case MaskingPlan.PARQUET -> ParquetProfiler.head(file, rows);
      default -> List.of();
    };
  }

  /** How the input of a plan is read that is masked into this file. */
  public static RowFormat input(MaskingPlan plan, Path out) {
    return switch (plan.format()) {
      case MaskingPlan.JSONL -> new JsonRows(plan);
      case MaskingPlan.PARQUET -> new ParquetRows(plan);
      default -> new CsvRows(plan, toParquet(plan, out) ? CsvRows.LARGE : CsvRows.SMALL);
    };
  }

  /** How what was made of it is read. */
  public static RowFormat output(MaskingPlan plan, Path out) {
    return toParquet(plan, out) ? new ParquetRows(plan) : input(plan.ofOutput(), out);
  }

  private static boolean toParquet(MaskingPlan plan, Path out) {
    return plan.format().equals(MaskingPlan.CSV) && plainName(out).endsWith(".parquet");
  }

  /**
   * What writes the output: in the format of the input, or as Parquet if a table of text is to go
   * into a file of such a name.
   */
  public static TableOutput writer(
      Path in, Path out, AtomicOutput output, MaskingPlan plan, int maxRecord)
      throws DatasetException {
    if (toParquet(plan, out)) {
      return ParquetOutput.ofText(out, output, plan);
    }
    String name = plainName(out);
    boolean other =
        switch (plan.format()) {
          case MaskingPlan.PARQUET -> name.matches(".*\\.(csv|tsv|jsonl|ndjson)");
          case MaskingPlan.JSONL -> name.matches(".*\\.(csv|tsv|parquet)");
          default -> name.matches(".*\\.(jsonl|ndjson)");
        };
    if (other) {
      throw DatasetException.of(
          Kind.UNSUPPORTED_FORMAT,
          out,
          "the input is "
              + plan.format()
              + " and stays so; only CSV can be written as Parquet. Choose another name.");
    }
    return switch (plan.format()) {
      case MaskingPlan.JSONL -> new SameBytes(output, JsonEncoder::new);
      case MaskingPlan.PARQUET -> ParquetOutput.ofParquet(in, out, output, plan, maxRecord);
      default -> new SameBytes(output, PatchedCopy::new);
    };
  }
}
