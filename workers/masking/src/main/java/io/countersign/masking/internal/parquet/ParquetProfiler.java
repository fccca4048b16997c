package io.countersign.masking.internal.parquet;

import io.countersign.masking.DatasetException;
import io.countersign.masking.DatasetException.Kind;
import io.countersign.masking.DatasetProfile;
import io.countersign.masking.Dialect;
import io.countersign.masking.MaskingPlan;
import io.countersign.masking.Progress;
import io.countersign.masking.ReadOptions;
import io.countersign.masking.internal.csv.CellIndex;
import io.countersign.masking.internal.csv.CsvFault;
import io.countersign.masking.internal.csv.CsvSource;
import io.countersign.masking.internal.detect.ColumnEvidence;
import io.countersign.masking.internal.rows.RowTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Profiles by the footer and the digest, and samples the start of row groups. */
public final class ParquetProfiler {
  private static final int GROUPS = 24;
  private static final int ROWS = 4000;

  private ParquetProfiler() {}

  public static DatasetProfile profile(Path file, ReadOptions options, Progress progress)
      throws DatasetException {
    try (ParquetSource source = all(file, options.maxCellBytes())) {
      Footer footer = source.footer();
      if (footer.rows() != footer.meta().number(3)) {
        throw Footer.damaged(file, "its row groups have other rows than its footer says");
      }
      long size = Files.size(file);
      String sha256 = source.hex();
      progress.update(size, size, footer.rows());
      return new DatasetProfile(
          MaskingPlan.PARQUET, sha256, size, footer.rows(), footer.paths(), Dialect.NONE);
    } catch (Thrift.Malformed e) {
      throw Footer.damaged(file, "its footer cannot be read: " + e.getMessage());
    } catch (IOException e) {
      throw CsvSource.unreadable(file, e);
    }
  }

  private static ParquetSource all(Path file, int maxRecord) throws DatasetException {
    return ParquetSource.open(
        file,
        leaves -> {
          boolean[] wanted = new boolean[leaves.size()];
          Arrays.fill(wanted, true);
          return wanted;
        },
        maxRecord);
  }

  /** Counts over the first rows of every row group, or of some spread over the file. */
  public static List<ColumnEvidence> sample(Path file, DatasetProfile profile)
      throws DatasetException {
    List<ColumnEvidence> evidence = new ArrayList<>();
    profile.columns().forEach(c -> evidence.add(new ColumnEvidence()));
    try (ParquetSource source = all(file, ReadOptions.DEFAULT_MAX_CELL_BYTES)) {
      if (!source.footer().paths().equals(profile.columns())) {
        throw DatasetException.of(
            Kind.CHANGED, file, "the file changed after it was profiled. Profile it again.");
      }
      ParquetBlock block = new ParquetBlock(profile.columns().size());
      int groups = source.footer().groups().size();
      int step = Math.max(1, groups / GROUPS);
      int most = Math.max(200, ROWS * 4 / Math.max(4, Math.min(groups, GROUPS)));
      for (int group = 0; group < groups; group += step) {
        source.startAt(group);
        if (source.next(block) && block.group == group) {
          count(block, evidence, most);
        }
      }
      return evidence;
    } catch (CsvFault e) {
      throw ParquetRows.located(file, e, profile.columns());
    } catch (IOException e) {
      throw CsvSource.unreadable(file, e);
    }
  }

  /** The names of the columns and the first rows. */
  public static List<List<String>> head(Path file, int rows) throws DatasetException {
    try (ParquetSource source = all(file, ReadOptions.DEFAULT_MAX_CELL_BYTES)) {
      List<String> paths = source.footer().paths();
      List<List<String>> table = new ArrayList<>();
      table.add(paths);
      ParquetBlock block = new ParquetBlock(paths.size());
      if (source.next(block)) {
        table.addAll(RowTexts.of(block, paths.size(), rows));
      }
      return table;
    } catch (CsvFault e) {
      throw ParquetRows.located(file, e, List.of());
    } catch (IOException e) {
      throw CsvSource.unreadable(file, e);
    }
  }

  private static void count(ParquetBlock block, List<ColumnEvidence> evidence, int most) {
    CellIndex index = block.index();
    for (int row = 0; row < Math.min(most, index.rows()); row++) {
      for (int cell = index.firstCell(row); cell < index.endCell(row); cell++) {
        evidence
            .get(index.column(row, cell))
            .add(block.cells().bytes, index.start(cell), index.end(cell));
      }
    }
  }
}
