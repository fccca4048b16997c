package io.countersign.masking.internal.mask;

import io.countersign.masking.ColumnPlan;
import io.countersign.masking.DataClass;
import io.countersign.masking.DatasetException;
import io.countersign.masking.MaskingKeys;
import io.countersign.masking.MaskingPlan;
import io.countersign.masking.Transform;
import io.countersign.masking.internal.crypto.Ff1Batch;
import io.countersign.masking.internal.csv.Block;
import io.countersign.masking.internal.csv.BlockPipeline;
import io.countersign.masking.internal.csv.CellIndex;
import io.countersign.masking.internal.csv.CsvFault;
import io.countersign.masking.internal.csv.Swar;
import io.countersign.masking.internal.detect.Chars;
import io.countersign.masking.internal.detect.Spans;
import io.countersign.masking.internal.detect.TextScanner;
import io.countersign.masking.internal.names.TableNames;
import io.countersign.masking.internal.rows.BlockEncoder;
import io.countersign.masking.internal.rows.RowBlock;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Masks one block: finds the cells, notes what is to be replaced, computes all tokens at once, and
 * has the output made of it. Everything else stays as it is.
 */
final class MaskSlot implements BlockPipeline.Slot {
  final RowBlock source;
  final BlockEncoder encoder;
  private final @Nullable Census census;
  private final @Nullable QuasiIdentifiers quasi;
  private final int suppressBelow;
  private final Block block;
  private final CellIndex index;
  private final ColumnPlan[] columns;
  private final Transform.Kind[] kinds;
  private final DataClass[] classes;
  private final boolean linked;
  private final boolean[] chance;
  private final boolean[] linking;
  private final boolean stopOnLate;
  private final TokenBatches tokens;
  private final MaskingKeys keys;
  private final String keyId;
  private final String domain;
  private final @Nullable FormatPreserving[] preserving;
  private final KeyedCells keyed;
  private final Patches patches = new Patches();
  private final RowLinks links = new RowLinks();
  private final TextMasker text;
  private final Spans spans = new Spans();
  private final TextScanner scanner = new TextScanner();
  private final QuietTexts quiet = new QuietTexts();
  private byte[] unescaped = new byte[256];

  /** Where the input goes on behind this block. */
  long end;

  /** Rows whose quasi-identifiers were taken away. */
  long suppressed;

  int rows;
  final long[] maskedPerColumn;
  final long[] latePerColumn;
  final long[] perClass = new long[DataClass.values().length];

  MaskSlot(
      MaskingPlan plan,
      MaskingKeys keys,
      String keyId,
      TableNames names,
      @Nullable Census census,
      RowBlock source,
      BlockEncoder encoder) {
    this.census = census;
    quasi = census == null ? null : new QuasiIdentifiers(plan);
    this.source = source;
    this.encoder = encoder;
    block = source.cells();
    index = source.index();
    columns = plan.columns().toArray(ColumnPlan[]::new);
    kinds = new Transform.Kind[columns.length];
    classes = new DataClass[columns.length];
    linking = new boolean[columns.length];
    chance = new boolean[columns.length];
    boolean anyText = false;
    for (int i = 0; i < columns.length; i++) {
      kinds[i] = columns[i].transform().kind();
      classes[i] = columns[i].dataClass();
      chance[i] = columns[i].passesChecksByChance();
      anyText |= kinds[i] == Transform.Kind.TEXT;
      linking[i] =
          columns[i].transform().replacesCells()
              && (classes[i].direct() || classes[i] == DataClass.LOCATION);
    }
    linked = anyText;
    stopOnLate = plan.onLateIdentifier() == MaskingPlan.LatePolicy.STOP;
    tokens = new TokenBatches(keys, keyId, plan);
    this.keys = keys;
    this.keyId = keyId;
    domain = plan.domain();
    suppressBelow = plan.suppressBelow();
    keyed = new KeyedCells(plan, keys, keyId, source);
    preserving = new FormatPreserving[columns.length];
    text = new TextMasker(patches, tokens, links, names, perClass);
    maskedPerColumn = new long[columns.length];
    latePerColumn = new long[columns.length];
  }

  @Override
  public void work() throws CsvFault {
    patches.clear();
    tokens.clear();
    source.parse();
    int first = source.firstRow();
    rows = Math.max(0, index.rows() - first);
    for (int row = first; row < index.rows(); row++) {
      maskRow(row);
    }
    encrypt();
    tokens.compute();
    encoder.encode(source, patches.edits(tokens));
  }

  private void encrypt() {
    for (int c = 0; c < columns.length; c++) {
      FormatPreserving encrypting = preserving[c];
      if (encrypting != null) {
        int ordinal = classes[c].ordinal();
        int column = c;
        encrypting.finish(
            patches, (cell, patch) -> patches.becomesToken(patch, ordinal, tokenOf(column, cell)));
        encrypting.clear();
      }
    }
  }

  private void maskRow(int row) throws CsvFault {
    byte[] b = block.bytes;
    if (linked) {
      collectLinks(row);
    }
    boolean rare = rare(row);
    suppressed += rare ? 1 : 0;
    int endCell = index.endCell(row);
    for (int cell = index.firstCell(row); cell < endCell; cell++) {
      int c = index.column(row, cell);
      int s = index.start(cell);
      int e = index.end(cell);
      while (s < e && Chars.isSpace(b[s])) {
        s++;
      }
      while (e > s && Chars.isSpace(b[e - 1])) {
        e--;
      }
      if (s == e) {
        continue;
      }
      if (rare && quasi != null && quasi.is(c)) {
        byte[] out = patches.reserve(64);
        patches.literal(s, e, CellTransforms.redact(out, patches.literalAt()));
        masked(c);
        continue;
      }
      switch (kinds[c]) {
        case KEEP -> keep(c, s, e);
        case TEXT -> maskedPerColumn[c] += text.mask(b, s, e) ? 1 : 0;
        case TOKEN -> {
          token(c, cell, s, e);
          masked(c);
        }
        default -> {
          literal(c, row, cell, s, e);
          masked(c);
        }
      }
    }
  }

  /** Whether fewer rows than the plan asks for share this row's quasi-identifiers. */
  private boolean rare(int row) {
    return census != null
        && quasi != null
        && census.count(quasi.combination(source, row)) < suppressBelow;
  }

  private void masked(int column) {
    maskedPerColumn[column]++;
    perClass[classes[column].ordinal()]++;
  }

  private void collectLinks(int row) {
    links.begin(block.bytes);
    int endCell = index.endCell(row);
    for (int cell = index.firstCell(row); cell < endCell; cell++) {
      int c = index.column(row, cell);
      if (linking[c]) {
        links.add(classes[c], index.start(cell), index.end(cell));
      }
    }
  }

  private void token(int column, int cell, int s, int e) {
    DataClass c = classes[column];
    patches.token(s, e, c.ordinal(), token(c, cell, s, e));
  }

  private int token(DataClass c, int cell, int s, int e) {
    if (index.escaped(cell)) {
      return tokensOfUnescaped(c, s, e);
    }
    return tokens.add(c, block.bytes, s, e);
  }

  /** The token of a whole cell without the space around it. */
  private int tokenOf(int column, int cell) {
    int s = index.start(cell);
    int e = index.end(cell);
    while (Chars.isSpace(block.bytes[s])) {
      s++;
    }
    while (Chars.isSpace(block.bytes[e - 1])) {
      e--;
    }
    return token(classes[column], cell, s, e);
  }

  private int tokensOfUnescaped(DataClass c, int s, int e) {
    int n = unescape(s, e);
    return tokens.add(c, unescaped, 0, n);
  }

  /** Undoes doubled quotes; returns the length. */
  private int unescape(int s, int e) {
    if (unescaped.length < e - s + Block.PADDING) {
      unescaped = new byte[(e - s) * 2 + Block.PADDING];
    }
    byte[] b = block.bytes;
    byte quote = index.quote();
    int n = 0;
    for (int i = s; i < e; i++) {
      unescaped[n++] = b[i];
      if (b[i] == quote && i + 1 < e && b[i + 1] == quote) {
        i++;
      }
    }
    return n;
  }

  private void literal(int column, int row, int cell, int s, int e) {
    byte[] b = block.bytes;
    Transform transform = columns[column].transform();
    byte[] out = patches.reserve(ReversibleTokens.length(e - s) + 32);
    int at = patches.literalAt();
    int n =
        switch (transform.kind()) {
          case REDACT -> CellTransforms.redact(out, at);
          case PARTIAL -> CellTransforms.partial(b, s, e, transform.kept(), out, at);
          case PREFIX -> CellTransforms.prefix(b, s, e, transform.kept(), out, at);
          case YEAR -> CellTransforms.year(b, s, e, transform.firstYear(), out, at);
          case AGE_BAND -> CellTransforms.ageBand(b, s, e, out, at);
          case AGE_TOP -> CellTransforms.ageTop(b, s, e, out, at);
          case ZIP3 -> CellTransforms.zip3(b, s, e, out, at);
          case SHIFT -> keyed.shift(column, row, s, e, out, at);
          case REVERSIBLE -> keyed.reversible(s, e, out, at);
          case IP_PREFIX -> CellTransforms.ipPrefix(b, s, e, out, at);
          case ROUND -> CellTransforms.round(b, s, e, out, at);
          case FPE -> preserving(column).add(b, s, e, out, at, cell, patches.count()) ? e - s : 0;
          case KEEP, TEXT, TOKEN -> throw new IllegalStateException(transform.toString());
        };
    if (n == 0) {
      token(column, cell, s, e);
    } else {
      patches.literal(s, e, n);
    }
  }

  private FormatPreserving preserving(int column) {
    FormatPreserving result = preserving[column];
    if (result == null) {
      DataClass c = classes[column];
      byte[] key = keys.derive(keyId, "ff1/" + domain + "/" + c.name(), 16);
      result =
          new FormatPreserving(c, new Ff1Batch(key, c.name().getBytes(StandardCharsets.US_ASCII)));
      preserving[column] = result;
    }
    return result;
  }

  /** An e-mail address may be a part of a link. */
  private static boolean holdsAddress(byte[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      if (b[i] == '@') {
        return true;
      }
    }
    return false;
  }

  /** Whether the cell is a word or number too short for any identifier. */
  private static boolean saysNothing(byte[] b, int s, int e) {
    if (e - s > 16) {
      return false;
    }
    long word = Swar.load(b, s);
    long letters = Swar.letters(word);
    if (e - s > 8) {
      long rest = Swar.head(~Swar.letters(Swar.load(b, s + 8)) & Swar.HIGH, e - s - 8);
      return rest == 0 && letters == Swar.HIGH;
    }
    long points = Swar.head(Swar.between(word, '.', '.'), e - s);
    long number = points | Swar.between(word, '0', '9');
    boolean oneNumber = Swar.head(~number & Swar.HIGH, e - s) == 0 && Long.bitCount(points) <= 1;
    return oneNumber || Swar.head(~letters & Swar.HIGH, e - s) == 0;
  }

  /** A cell that stays is scanned; what should not be there is masked, or stops the run. */
  private void keep(int column, int s, int e) throws CsvFault {
    byte[] b = block.bytes;
    if (e - s < 6 || saysNothing(b, s, e)) {
      return;
    }
    if (quiet.find(b, s, e) >= 0) {
      return;
    }
    scanner.scan(b, s, e, spans);
    if (spans.count() == 0) {
      quiet.add(b, s, e);
      return;
    }
    boolean late = false;
    for (int i = 0; i < spans.count(); i++) {
      DataClass c = spans.type(i);
      boolean identifier =
          c.direct()
              && (c != DataClass.URL || holdsAddress(b, spans.start(i), spans.end(i)))
              && c != DataClass.DATE_OF_BIRTH
              && spans.score(i) >= TextScanner.CERTAIN;
      boolean byChance = chance[column] && spans.start(i) == s && spans.end(i) == e;
      if (!identifier || byChance || Tokens.lengthAt(b, spans.start(i), e) > 0) {
        continue;
      }
      if (stopOnLate) {
        throw new CsvFault(
            DatasetException.Kind.LATE_IDENTIFIER,
            source.offset(s),
            column,
            "a value of class "
                + c
                + " in a column that the plan keeps, and the plan says stop. Give the column a"
                + " transform and have the plan reviewed again.");
      }
      patches.token(
          spans.start(i),
          spans.end(i),
          c.ordinal(),
          tokens.add(c, b, spans.start(i), spans.end(i)));
      perClass[c.ordinal()]++;
      late = true;
    }
    if (late) {
      maskedPerColumn[column]++;
      latePerColumn[column]++;
    }
  }
}
