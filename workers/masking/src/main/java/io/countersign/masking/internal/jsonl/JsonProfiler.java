package io.countersign.masking.internal.jsonl;

import io.countersign.masking.DatasetException;
import io.countersign.masking.DatasetException.Kind;
import io.countersign.masking.DatasetProfile;
import io.countersign.masking.Dialect;
import io.countersign.masking.MaskingPlan;
import io.countersign.masking.Progress;
import io.countersign.masking.ReadOptions;
import io.countersign.masking.internal.csv.BlockPipeline;
import io.countersign.masking.internal.csv.CsvFault;
import io.countersign.masking.internal.csv.CsvSource;
import io.countersign.masking.internal.detect.ColumnEvidence;
import io.countersign.masking.internal.io.Meter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads a whole file once: checks every record, collects the paths and takes the digest. */
public final class JsonProfiler {
  static final int MAX_PATHS = 10_000;

  private JsonProfiler() {}

  public static DatasetProfile profile(Path file, ReadOptions options, Progress progress)
      throws DatasetException {
    Set<String> paths = new LinkedHashSet<>();
    long[] rows = new long[1];
    try (JsonRows.Source in =
        new JsonRows.Source(CsvSource.content(file), options.maxCellBytes())) {
      Meter meter = new Meter(progress, Files.size(file));
      new BlockPipeline<>(options.threads(), PathSlot::new)
          .run(
              slot -> in.next(slot.block),
              slot -> {
                rows[0] += slot.block.index().rows();
                for (PathSlot.Met met : slot.met) {
                  paths.add(met.path());
                  if (paths.size() > MAX_PATHS) {
                    throw tooMany(met.offset());
                  }
                }
                meter.at(in.bytes(), rows[0]);
              });
      if (rows[0] == 0) {
        throw DatasetException.of(Kind.EMPTY, file, "the file holds no record.");
      }
      meter.done(in.bytes(), rows[0]);
      return new DatasetProfile(
          MaskingPlan.JSONL, in.hex(), in.bytes(), rows[0], List.copyOf(paths), Dialect.NONE);
    } catch (CsvFault e) {
      throw JsonRows.located(file, e, List.of());
    } catch (IOException e) {
      throw CsvSource.unreadable(file, e);
    }
  }

  private static CsvFault tooMany(long offset) {
    return new CsvFault(
        Kind.TOO_MANY_COLUMNS,
        offset,
        -1,
        "the records have more than "
            + MAX_PATHS
            + " different members. Members that are named by data cannot be columns of a plan: make"
            + " a list of objects of them.");
  }

  /** Paths in the order in which one slot meets them. */
  private static final class PathSlot implements BlockPipeline.Slot {
    record Met(String path, long offset) {}

    final JsonBlock block = new JsonBlock(this::met, JsonBlock.TYPICAL);
    final List<Met> met = new ArrayList<>();
    private int count;

    private int met(String path, long offset) throws CsvFault {
      for (String name : path.split("(?<!\\\\)(\\.|\\[\\])")) {
        if (ColumnEvidence.looksLikeIdentifier(name.replace("\\", ""))) {
          throw new CsvFault(
              Kind.HEADER_LOOKS_LIKE_DATA,
              offset,
              -1,
              "a member before this place is named by a person's data. Names of members stay as"
                  + " they are: put the data into values.");
        }
      }
      if (count > MAX_PATHS) {
        throw tooMany(offset);
      }
      met.add(new Met(path, offset));
      return count++;
    }

    @Override
    public void work() throws CsvFault {
      met.clear();
      block.parse();
    }
  }
}
