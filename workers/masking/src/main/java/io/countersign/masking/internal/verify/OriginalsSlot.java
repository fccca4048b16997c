package io.countersign.masking.internal.verify;

import io.countersign.masking.DataClass;
import io.countersign.masking.MaskingPlan;
import io.countersign.masking.Transform;
import io.countersign.masking.internal.csv.CsvFault;
import io.countersign.masking.internal.detect.Chars;
import io.countersign.masking.internal.names.NamePairs;

/** Hashes of all values of an input block that must not be found in the output. */
final class OriginalsSlot extends VerifySlot {
  final Longs hashes = new Longs();

  /** Words of names, each followed by its row in the block. */
  final Longs words = new Longs();

  long originals;

  private final NamePairs names = new NamePairs();
  private int namedRow;

  OriginalsSlot(MaskingPlan plan, ProbeHash hash) {
    super(plan, hash);
  }

  @Override
  public void work() throws CsvFault {
    super.work();
    names.end(hashes::add);
  }

  @Override
  void begin() {
    names.begin();
    namedRow = -1;
    hashes.clear();
    words.clear();
    originals = 0;
  }

  @Override
  void cell(int row, int column, int s, int e) {
    if (!replaced[column] || isItsOwnYear(column, s, e)) {
      return;
    }
    originals++;
    DataClass c = classes[column];
    int n = canon(c, s, e);
    hashes.add(hash.of(Scopes.column(column), canonical, 0, n));
    if (c == DataClass.PHONE) {
      n = lastDigits(s, e, 9);
      if (n >= 7) {
        hashes.add(hash.of(Scopes.anywhere(c), canonical, 0, n));
      }
    } else if (Scopes.isAnywhere(c) && n >= 6) {
      hashes.add(hash.of(Scopes.anywhere(c), canonical, 0, n));
    } else if (c == DataClass.PERSON && anyText) {
      addWords(row, s, e);
      addName(row, s, e);
    }
  }

  /** Pairs of words name a person anywhere in the table. */
  private void addName(int row, int s, int e) {
    if (row != namedRow) {
      names.end(hashes::add);
      names.begin();
      namedRow = row;
    }
    names.cell(block().bytes, s, e);
  }

  private boolean isItsOwnYear(int column, int s, int e) {
    return transforms[column].kind() == Transform.Kind.YEAR && e - s == 4;
  }

  private void addWords(int row, int s, int e) {
    byte[] b = block().bytes;
    int i = s;
    while (i < e) {
      int w = i;
      while (i < e && Chars.isAlnum(b[i])) {
        i++;
      }
      if (nameWord(b, w, i)) {
        words.add(wordHash(w, i));
        words.add(row);
      }
      i++;
    }
  }
}
