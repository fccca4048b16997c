package io.countersign.masking.internal.mask;

import io.countersign.masking.DatasetException;
import io.countersign.masking.KAnonymity;
import io.countersign.masking.MaskingPlan;
import io.countersign.masking.internal.csv.BlockPipeline;
import io.countersign.masking.internal.csv.CsvFault;
import io.countersign.masking.internal.csv.CsvSource;
import io.countersign.masking.internal.rows.RowBlock;
import io.countersign.masking.internal.rows.RowFormat;
import io.countersign.masking.internal.rows.RowSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Counts how many rows share each combination of quasi-identifiers, in bounded memory: where more
 * than a million combinations occur, those are kept whose hashes end in zeros (adaptive sampling
 * after Wegman; Flajolet, Computing 43, 1990).
 */
public final class Census {
  private static final int FEW = 5;
  private static final int MAX_CLASSES = 1 << 20;

  private final List<String> names;
  private long[] keys = new long[1 << 12];
  private int[] counts = new int[1 << 12];
  private int size;
  private int level;
  private long rows;

  private Census(List<String> names) {
    this.names = names;
  }

  /** Whether a plan leaves quasi-identifiers to count. */
  public static boolean matters(MaskingPlan plan) {
    return !QuasiIdentifiers.names(plan).isEmpty()
        && plan.columns().stream().anyMatch(c -> c.transform().replacesCells());
  }

  /** Counts the rows of a file as a plan would leave them. */
  public static Census of(Path in, RowFormat format, MaskingPlan plan, int maxRecord, int threads)
      throws DatasetException {
    Census census = new Census(QuasiIdentifiers.names(plan));
    try (RowSource input = format.openAgain(in, maxRecord)) {
      new BlockPipeline<>(threads, () -> new Slot(plan, format.block()))
          .run(slot -> input.next(slot.rows), census::take);
      return census;
    } catch (CsvFault e) {
      throw format.locate(in, e, plan.columns().stream().map(c -> c.name()).toList());
    } catch (IOException e) {
      throw CsvSource.unreadable(in, e);
    }
  }

  public KAnonymity result() {
    long smallest = 0;
    long few = 0;
    for (int i = 0; i < keys.length; i++) {
      if (counts[i] > 0) {
        smallest = smallest == 0 ? counts[i] : Math.min(smallest, counts[i]);
        few += counts[i] < FEW ? counts[i] : 0;
      }
    }
    return new KAnonymity(
        names, rows, (long) size << level, smallest, Math.min(rows, few << level), level == 0);
  }

  boolean exact() {
    return level == 0;
  }

  /** The number of rows with this combination; exact only where {@link #exact()}. */
  int count(long combination) {
    return counts[slot(key(combination))];
  }

  private void take(Slot slot) {
    for (int i = 0; i < slot.count; i++) {
      add(key(slot.combinations[i]));
    }
    rows += slot.count;
  }

  private static long key(long combination) {
    return combination == 0 ? 1 : combination;
  }

  private int slot(long key) {
    int at = (int) (key >>> 20) & (keys.length - 1);
    while (keys[at] != 0 && keys[at] != key) {
      at = (at + 1) & (keys.length - 1);
    }
    return at;
  }

  private boolean sampled(long key) {
    return level == 0 || (key * 0xd6e8feb86659fd93L) >>> (64 - level) == 0;
  }

  private void add(long key) {
    if (!sampled(key)) {
      return;
    }
    int at = slot(key);
    if (keys[at] == 0) {
      keys[at] = key;
      counts[at] = 1;
      size++;
      while (size > MAX_CLASSES) {
        level++;
        rebuild(keys.length);
      }
      if (size * 2 > keys.length) {
        rebuild(keys.length * 2);
      }
    } else if (counts[at] < Integer.MAX_VALUE) {
      counts[at]++;
    }
  }

  private void rebuild(int capacity) {
    long[] oldKeys = keys;
    int[] oldCounts = counts;
    keys = new long[capacity];
    counts = new int[capacity];
    size = 0;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0 && sampled(oldKeys[i])) {
        int at = slot(oldKeys[i]);
        keys[at] = oldKeys[i];
        counts[at] = oldCounts[i];
        size++;
      }
    }
  }

  private static final class Slot implements BlockPipeline.Slot {
    private final RowBlock rows;
    private final QuasiIdentifiers quasi;
    private long[] combinations = new long[1024];
    private int count;

    Slot(MaskingPlan plan, RowBlock rows) {
      this.rows = rows;
      quasi = new QuasiIdentifiers(plan);
    }

    @Override
    public void work() throws CsvFault {
      rows.parse();
      count = 0;
      for (int row = rows.firstRow(); row < rows.index().rows(); row++) {
        if (count == combinations.length) {
          combinations = Arrays.copyOf(combinations, count * 2);
        }
        combinations[count++] = quasi.combination(rows, row);
      }
    }
  }
}
