package io.countersign.masking.internal.mask;

import io.countersign.masking.ColumnPlan;
import io.countersign.masking.MaskingPlan;
import io.countersign.masking.Transform;
import io.countersign.masking.internal.csv.CellIndex;
import io.countersign.masking.internal.detect.Chars;
import io.countersign.masking.internal.detect.HeaderWords;
import io.countersign.masking.internal.detect.WordHash;
import io.countersign.masking.internal.rows.RowBlock;
import java.util.List;
import java.util.Set;

/**
 * The columns that together may point to a person though none does alone, and a hash of what a row
 * holds in them once the plan is carried out. Not thread-safe.
 */
final class QuasiIdentifiers {
  private static final Set<String> WORDS =
      Set.of(
          ("sex gender geschlecht sexe sexo genero genre race ethnicity ethnic education bildung"
                  + " occupation beruf profession profesion marital maritalstatus familienstand"
                  + " religion workclass nationality nationalitat native citizenship language")
              .split(" "));

  private static final long SEED = 0x243f6a8885a308d3L;

  private final boolean[] counted;
  private final Transform[] transforms;
  private byte[] buffer = new byte[256];

  QuasiIdentifiers(MaskingPlan plan) {
    counted = new boolean[plan.columns().size()];
    transforms = new Transform[counted.length];
    for (ColumnPlan c : plan.columns()) {
      counted[c.index()] = counts(c);
      transforms[c.index()] = c.transform();
    }
  }

  private static boolean counts(ColumnPlan c) {
    boolean gone =
        switch (c.transform().kind()) {
          case REDACT, TEXT -> true;
          default -> false;
        };
    boolean quasi =
        switch (c.dataClass()) {
          case AGE, DATE_OF_BIRTH, POSTCODE, LOCATION, COUNTRY, COORDINATES -> true;
          default ->
              HeaderWords.words(PathLabels.label(c.name())).stream().anyMatch(WORDS::contains);
        };
    return quasi && !gone;
  }

  static List<String> names(MaskingPlan plan) {
    return plan.columns().stream().filter(QuasiIdentifiers::counts).map(ColumnPlan::name).toList();
  }

  boolean is(int column) {
    return counted[column];
  }

  /** A hash of the row's combination. */
  long combination(RowBlock rows, int row) {
    CellIndex index = rows.index();
    byte[] b = rows.cells().bytes;
    long hash = SEED;
    int end = index.endCell(row);
    for (int cell = index.firstCell(row); cell < end; cell++) {
      int c = index.column(row, cell);
      if (counted[c]) {
        hash = mix(hash + c + 1, value(b, index.start(cell), index.end(cell), transforms[c]));
      }
    }
    return hash;
  }

  private static long mix(long hash, long value) {
    long h = (hash ^ value) * 0x9e3779b97f4a7c15L;
    return h ^ (h >>> 29);
  }

  private long value(byte[] b, int from, int to, Transform transform) {
    int s = from;
    int e = to;
    while (s < e && Chars.isSpace(b[s])) {
      s++;
    }
    while (e > s && Chars.isSpace(b[e - 1])) {
      e--;
    }
    if (s == e) {
      return 0;
    }
    if (buffer.length < e - s + 64) {
      buffer = new byte[(e - s) * 2 + 64];
    }
    int n =
        switch (transform.kind()) {
          case PREFIX -> CellTransforms.prefix(b, s, e, transform.kept(), buffer, 0);
          case PARTIAL -> CellTransforms.partial(b, s, e, transform.kept(), buffer, 0);
          case YEAR -> CellTransforms.year(b, s, e, transform.firstYear(), buffer, 0);
          case AGE_BAND -> CellTransforms.ageBand(b, s, e, buffer, 0);
          case AGE_TOP -> CellTransforms.ageTop(b, s, e, buffer, 0);
          case ZIP3 -> CellTransforms.zip3(b, s, e, buffer, 0);
          case IP_PREFIX -> CellTransforms.ipPrefix(b, s, e, buffer, 0);
          case ROUND -> CellTransforms.round(b, s, e, buffer, 0);
          default -> 0;
        };
    return n > 0 ? WordHash.any(buffer, 0, n) : WordHash.any(b, s, e);
  }
}
