package io.countersign.masking.internal.verify;

import io.countersign.masking.DataClass;
import io.countersign.masking.MaskingPlan;
import io.countersign.masking.Transform;
import io.countersign.masking.internal.csv.Block;
import io.countersign.masking.internal.csv.BlockPipeline;
import io.countersign.masking.internal.csv.CellIndex;
import io.countersign.masking.internal.csv.CsvFault;
import io.countersign.masking.internal.detect.Chars;
import io.countersign.masking.internal.detect.CommonWords;
import io.countersign.masking.internal.mask.Canon;
import io.countersign.masking.internal.names.Fold;
import io.countersign.masking.internal.rows.RowBlock;

/**
 * Walks over the originals of one input block, or over the places of one output block where an
 * original could stand, and hands each on as a hash. Row numbers are relative to the block until
 * the consumer, which sees blocks in order, knows how many rows came before.
 */
abstract class VerifySlot implements BlockPipeline.Slot {
  final RowBlock source;
  private final Block block;
  private final CellIndex index;
  final MaskingPlan plan;
  final ProbeHash hash;
  final boolean[] text;
  final boolean[] replaced;
  final DataClass[] classes;
  final boolean[] anywhere;
  final boolean[] preserved;
  final Transform[] transforms;
  boolean anyText;
  int rows;
  byte[] canonical = new byte[1 << 12];

  VerifySlot(MaskingPlan plan, ProbeHash hash, RowBlock source) {
    this.plan = plan;
    this.hash = hash;
    this.source = source;
    block = source.cells();
    index = source.index();
    int n = plan.columns().size();
    text = new boolean[n];
    replaced = new boolean[n];
    classes = new DataClass[n];
    anywhere = new boolean[n];
    preserved = new boolean[n];
    transforms = new Transform[n];
    for (int i = 0; i < n; i++) {
      transforms[i] = plan.columns().get(i).transform();
      classes[i] = plan.columns().get(i).dataClass();
      anywhere[i] = Scopes.isAnywhere(classes[i]);
      preserved[i] = keepsItsForm(transforms[i].kind());
      text[i] = transforms[i].kind() == Transform.Kind.TEXT;
      replaced[i] = transforms[i].replacesCells();
      anyText |= text[i];
    }
  }

  /** Whether a masked value may well be somebody else's original. */
  private static boolean keepsItsForm(Transform.Kind kind) {
    return kind == Transform.Kind.FPE || kind == Transform.Kind.SHIFT;
  }

  final Block block() {
    return block;
  }

  @Override
  public void work() throws CsvFault {
    source.parse();
    int first = source.firstRow();
    rows = Math.max(0, index.rows() - first);
    begin();
    for (int r = 0; r < rows; r++) {
      int endCell = index.endCell(r + first);
      for (int cell = index.firstCell(r + first); cell < endCell; cell++) {
        int c = index.column(r + first, cell);
        int s = index.start(cell);
        int e = index.end(cell);
        while (s < e && Chars.isSpace(block.bytes[s])) {
          s++;
        }
        while (e > s && Chars.isSpace(block.bytes[e - 1])) {
          e--;
        }
        if (s < e) {
          cell(r, c, s, e);
        }
      }
    }
  }

  abstract void begin();

  abstract void cell(int row, int column, int s, int e);

  /** Writes the canonical form to {@link #canonical}; returns its length. */
  int canon(DataClass c, int s, int e) {
    int bound = Canon.bound(e - s) + 8;
    if (canonical.length < bound) {
      canonical = new byte[bound * 2];
    }
    return Canon.write(c, block.bytes, s, e, canonical, 0);
  }

  /** Digits without what stands between them, from the right at most {@code keep} of them. */
  int lastDigits(int s, int e, int keep) {
    int n = 0;
    int from = e;
    byte[] b = block.bytes;
    while (from > s && n < keep) {
      from--;
      n += Chars.isDigit(b[from]) ? 1 : 0;
    }
    int length = 0;
    for (int i = from; i < e; i++) {
      if (Chars.isDigit(b[i])) {
        canonical[length++] = b[i];
      }
    }
    return length;
  }

  /** Hash of a word without regard to case. */
  long wordHash(int s, int e) {
    return Fold.hash(block.bytes, s, e);
  }

  static boolean nameWord(byte[] b, int s, int e) {
    return e - s >= 3 && !CommonWords.lowerCaseCommon(b, s, e);
  }
}
