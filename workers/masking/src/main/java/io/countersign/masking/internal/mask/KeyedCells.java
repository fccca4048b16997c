package io.countersign.masking.internal.mask;

import io.countersign.masking.ColumnPlan;
import io.countersign.masking.DataClass;
import io.countersign.masking.MaskingKeys;
import io.countersign.masking.MaskingPlan;
import io.countersign.masking.Transform;
import io.countersign.masking.internal.crypto.CmacBatch;
import io.countersign.masking.internal.csv.CellIndex;
import io.countersign.masking.internal.csv.Swar;
import io.countersign.masking.internal.detect.Chars;
import io.countersign.masking.internal.rows.RowBlock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Transforms that take a key and one cell at a time: moved dates, tokens that turn back. */
final class KeyedCells {
  private final RowBlock source;
  private final Transform[] transforms;
  private final DataClass[] classes;
  private final int[] subjects;
  private final DateShift dates = new DateShift();
  private final @Nullable CmacBatch days;
  private final @Nullable ReversibleTokens reversible;

  KeyedCells(MaskingPlan plan, MaskingKeys keys, String keyId, RowBlock source) {
    this.source = source;
    List<ColumnPlan> columns = plan.columns();
    transforms = columns.stream().map(ColumnPlan::transform).toArray(Transform[]::new);
    classes = columns.stream().map(ColumnPlan::dataClass).toArray(DataClass[]::new);
    subjects = new int[transforms.length];
    boolean shifts = false;
    boolean reverses = false;
    for (int i = 0; i < transforms.length; i++) {
      subjects[i] = -1;
      if (transforms[i].kind() == Transform.Kind.SHIFT) {
        String subject = transforms[i].subject();
        subjects[i] = columns.stream().map(ColumnPlan::name).toList().indexOf(subject);
        shifts = true;
      }
      reverses |= transforms[i].kind() == Transform.Kind.REVERSIBLE;
    }
    days = shifts ? new CmacBatch(keys.derive(keyId, "date-shift/" + plan.domain(), 16)) : null;
    MaskingKeys reversal = keys.reversal();
    reversible =
        reverses && reversal != null
            ? new ReversibleTokens(reversal, reversal.primaryId(), plan.domain())
            : null;
  }

  /** Writes a token that can be turned back; returns its length. */
  int reversible(int s, int e, byte[] out, int at) {
    if (reversible == null) {
      throw new IllegalStateException("There is no reversal key.");
    }
    return reversible.write(source.cells().bytes, s, e, out, at);
  }

  /** Writes a moved date; returns its length, 0 where the cell is none or belongs to nobody. */
  int shift(int column, int row, int s, int e, byte[] out, int at) {
    CellIndex index = source.index();
    int subject = subjects[column];
    for (int cell = index.firstCell(row); cell < index.endCell(row); cell++) {
      if (index.column(row, cell) == subject) {
        int moved = days(subject, index.start(cell), index.end(cell), transforms[column].days());
        return moved == 0 ? 0 : dates.write(source.cells().bytes, s, e, moved, out, at);
      }
    }
    return 0;
  }

  /** From -most to most and never 0, the same for the same person; 0 for an empty cell. */
  private int days(int subject, int s, int e, int most) {
    byte[] b = source.cells().bytes;
    int from = s;
    while (from < e && Chars.isSpace(b[from])) {
      from++;
    }
    if (from == e || days == null) {
      return 0;
    }
    days.clear();
    byte[] message = days.reserve(Canon.bound(e - from));
    days.commit(Canon.write(classes[subject], b, from, e, message, days.position()));
    days.compute();
    int n = (int) Long.remainderUnsigned(Swar.load(days.macs(), 0), 2L * most);
    return n < most ? n - most : n - most + 1;
  }
}
