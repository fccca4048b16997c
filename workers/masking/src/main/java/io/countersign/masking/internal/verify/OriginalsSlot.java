package io.countersign.masking.internal.verify;

import io.countersign.masking.DataClass;
import io.countersign.masking.MaskingPlan;
import io.countersign.masking.internal.csv.CsvFault;
import io.countersign.masking.internal.detect.Chars;
import io.countersign.masking.internal.mask.Tokens;
import io.countersign.masking.internal.names.HashList;
import io.countersign.masking.internal.names.NamePairs;
import io.countersign.masking.internal.rows.RowBlock;

/**
 * Puts all values of an input block that must not be found in the output into the filter, or
 * compares them with what the filter reported. Values that were just seen are left out, since
 * columns repeat themselves.
 */
final class OriginalsSlot extends VerifySlot {
  /** Whether an original of a column looks like a token, so that tokens must be looked up too. */
  final boolean[] tokenShaped;

  final HashList hashes = new HashList();

  /** Words of names, each followed by its row in the block. */
  final HashList words = new HashList();

  /** Words of names, of whichever row. */
  final HashList nameWords = new HashList();

  long originals;

  private final NamePairs names = new NamePairs();
  private int namedRow;

  OriginalsSlot(MaskingPlan plan, ProbeHash hash, RowBlock source) {
    super(plan, hash, source);
    tokenShaped = new boolean[classes.length];
  }

  private void put(long value) {
    hashes.addNew(value);
  }

  @Override
  public void work() throws CsvFault {
    super.work();
    endNames();
  }

  private void endNames() {
    names.words(nameWords::addNew);
    names.end(this::put);
  }

  @Override
  void begin() {
    names.begin();
    namedRow = -1;
    hashes.clear();
    nameWords.clear();
    words.clear();
    originals = 0;
  }

  @Override
  void cell(int row, int column, int s, int e) {
    if (!replaced[column] || mayStay(column, s, e)) {
      return;
    }
    originals++;
    DataClass c = classes[column];
    if (Tokens.lengthAt(block().bytes, s, e) > 0) {
      tokenShaped[column] = true;
    }
    int n = canon(c, s, e);
    if (preserved[column]) {
      // An encrypted number may well be somebody else's; it must not be the row's own.
      words.add(hash.of(Scopes.column(column), canonical, 0, n));
      words.add(row);
    } else if (c == DataClass.PHONE || !anywhere[column] || n < 6) {
      put(hash.of(Scopes.column(column), canonical, 0, n));
    }
    if (c == DataClass.PHONE) {
      n = lastDigits(s, e, 9);
      if (n >= 7) {
        put(hash.of(Scopes.anywhere(c), canonical, 0, n));
      }
    } else if (anywhere[column] && n >= 6) {
      put(hash.of(Scopes.anywhere(c), canonical, 0, n));
    } else if (c == DataClass.PERSON && anyText) {
      addWords(row, s, e);
      addName(row, s, e);
    }
  }

  /** Pairs of words name a person anywhere in the table. */
  private void addName(int row, int s, int e) {
    if (row != namedRow) {
      endNames();
      names.begin();
      namedRow = row;
    }
    names.cell(block().bytes, s, e);
  }

  /** Whether the transform gives such a cell back as it is: a year its year, 12.5 its 12.5. */
  private boolean mayStay(int column, int s, int e) {
    return switch (transforms[column].kind()) {
      case YEAR -> e - s == 4;
      case AGE_TOP -> e - s <= 2;
      case ZIP3 -> e - s == 3;
      case ROUND -> e - s <= 6;
      case IP_PREFIX -> block().bytes[e - 1] == '0';
      default -> false;
    };
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
        long h = wordHash(w, i);
        nameWords.addNew(h);
        words.add(h);
        words.add(row);
      }
      i++;
    }
  }
}
