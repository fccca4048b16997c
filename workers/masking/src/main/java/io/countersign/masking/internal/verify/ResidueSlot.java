package io.countersign.masking.internal.verify;

import io.countersign.masking.DataClass;
import io.countersign.masking.MaskingPlan;
import io.countersign.masking.internal.detect.Chars;
import io.countersign.masking.internal.mask.Tokens;
import io.countersign.masking.internal.names.Bloom;
import io.countersign.masking.internal.names.HashList;
import io.countersign.masking.internal.names.NamePairs;
import io.countersign.masking.internal.names.WordFilter;
import io.countersign.masking.internal.rows.RowBlock;

/**
 * Looks up everything in an output block that could be an original. It reads text on its own terms
 * (runs without spaces, runs of digits, words), not with the detector that did the masking.
 */
final class ResidueSlot extends VerifySlot {
  private final Bloom filter;
  private final WordFilter nameWords;
  private final boolean[] tokenShaped;
  private final boolean[] chance;

  /** Hashes that the filter knows, each followed by its column. */
  final HashList hits = new HashList();

  /** Words of text: hash, row in the block, column. */
  final HashList words = new HashList();

  long probes;
  long unmasked;
  private long previousWord;
  private int previousEnd;

  /**
   * @param nameWords all words of names; other words need not be looked up
   * @param tokenShaped columns with originals that look like tokens; elsewhere a token is none
   */
  ResidueSlot(
      MaskingPlan plan,
      ProbeHash hash,
      RowBlock source,
      Bloom filter,
      WordFilter nameWords,
      boolean[] tokenShaped) {
    super(plan, hash, source);
    this.filter = filter;
    this.nameWords = nameWords;
    this.tokenShaped = tokenShaped;
    chance = new boolean[plan.columns().size()];
    for (int i = 0; i < chance.length; i++) {
      chance[i] = plan.columns().get(i).passesChecksByChance();
    }
  }

  @Override
  void begin() {
    hits.clear();
    words.clear();
    probes = 0;
    unmasked = 0;
  }

  @Override
  void cell(int row, int column, int s, int e) {
    if (replaced[column]) {
      if (!tokenShaped[column] && Tokens.isWhole(classes[column], block().bytes, s, e)) {
        probes++;
        return;
      }
      int n = canon(classes[column], s, e);
      if (preserved[column]) {
        probes++;
        words.add(hash.of(Scopes.column(column), canonical, 0, n));
        words.add(row);
        words.add(column);
      } else if (classes[column] == DataClass.PHONE || !anywhere[column] || n < 6) {
        probe(Scopes.column(column), n, column);
      } else {
        probe(Scopes.anywhere(classes[column]), n, column);
      }
    } else if (e - s >= 3) {
      scan(row, column, s, e);
    }
  }

  private void probe(long scope, int n, int column) {
    probes++;
    long h = hash.of(scope, canonical, 0, n);
    if (filter.mayContain(h)) {
      hits.add(h);
      hits.add(column);
    }
  }

  private void scan(int row, int column, int s, int e) {
    byte[] b = block().bytes;
    previousEnd = -1;
    int i = s;
    while (i < e) {
      byte k = Chars.kind(b[i]);
      if (k == Chars.DIGIT) {
        i = digits(column, i, e);
      } else if (k >= Chars.UPPER) {
        int token = Tokens.lengthAt(b, i, e);
        previousEnd = token > 0 ? -1 : previousEnd;
        i = token > 0 ? i + token : word(row, column, i, e);
      } else {
        if (b[i] == '@') {
          email(column, s, i, e);
        }
        i++;
      }
    }
  }

  private int word(int row, int column, int s, int e) {
    byte[] b = block().bytes;
    int p = s;
    boolean digit = false;
    while (p < e && Chars.isAlnum(b[p])) {
      digit |= Chars.isDigit(b[p]);
      p++;
    }
    if (text[column] && p - s >= NamePairs.MIN_WORD) {
      probes++;
      long hash = wordHash(s, p);
      if (nameWords.mayContain(hash)) {
        if (nameWord(b, s, p)) {
          words.add(hash);
          words.add(row);
          words.add(column);
        }
        name(column, s, p, hash);
      } else {
        previousEnd = -1;
      }
    }
    if (digit && p - s >= 4) {
      compact(column, s, p, e);
    }
    return p;
  }

  /** Two words side by side that name somebody in the table. */
  private void name(int column, int s, int e, long word) {
    if (previousEnd >= 0 && s - previousEnd <= NamePairs.MAX_GAP) {
      long pair = NamePairs.pair(previousWord, word);
      if (filter.mayContain(pair)) {
        hits.add(pair);
        hits.add(column);
      }
    }
    previousWord = word;
    previousEnd = e;
  }

  /** A word of letters and digits, alone and with the groups that follow it (IBANs in groups). */
  private void compact(int column, int s, int wordEnd, int e) {
    byte[] b = block().bytes;
    int end = wordEnd;
    for (int group = 0; group < 9; group++) {
      int n = canon(DataClass.IBAN, s, end);
      if (n > 34) {
        return;
      }
      if (n >= 6) {
        probe(Scopes.anywhere(DataClass.IBAN), n, column);
        if (group == 0) {
          probe(Scopes.anywhere(DataClass.MEDICAL_RECORD), n, column);
          probe(Scopes.anywhere(DataClass.BANK_ACCOUNT), n, column);
        }
      }
      if (end + 1 >= e || (b[end] != ' ' && b[end] != '-') || !Chars.isAlnum(b[end + 1])) {
        return;
      }
      end++;
      while (end < e && Chars.isAlnum(b[end])) {
        end++;
      }
    }
  }

  private int digits(int column, int s, int e) {
    byte[] b = block().bytes;
    int end = s;
    int n = 0;
    int p = s;
    boolean plain = true;
    while (p < e && n < 20) {
      if (Chars.isDigit(b[p])) {
        n++;
        end = ++p;
      } else if (p - end < 2 && " -.()/".indexOf(b[p]) >= 0) {
        plain &= b[p] == ' ' || b[p] == '-';
        p++;
      } else {
        break;
      }
    }
    if (n >= 7) {
      probe(Scopes.anywhere(DataClass.PHONE), lastDigits(s, end, 9), column);
      int all = lastDigits(s, end, 20);
      if (all >= 9) {
        probe(Scopes.anywhere(DataClass.CARD), all, column);
        probe(Scopes.anywhere(DataClass.US_SSN), all, column);
        unmasked += plain && all == 16 && !chance[column] && plainCard(canonical) ? 1 : 0;
      }
    }
    return end;
  }

  private static boolean plainCard(byte[] d) {
    boolean brand = d[0] == '4' || (d[0] == '5' && d[1] >= '1' && d[1] <= '5');
    int sum = 0;
    for (int i = 0; i < 16; i++) {
      int v = (d[i] - '0') << (1 - (i & 1));
      sum += v > 9 ? v - 9 : v;
    }
    return brand && sum % 10 == 0;
  }

  private void email(int column, int cellStart, int at, int e) {
    byte[] b = block().bytes;
    int s = at;
    while (s > cellStart && !Chars.isSpace(b[s - 1]) && "<>()[],;:\"".indexOf(b[s - 1]) < 0) {
      s--;
    }
    int end = at + 1;
    int point = -1;
    while (end < e && (Chars.isAlnum(b[end]) || b[end] == '.' || b[end] == '-')) {
      point = b[end] == '.' && end + 1 < e && Chars.isAlnum(b[end + 1]) ? end : point;
      end++;
    }
    while (end > at && !Chars.isAlnum(b[end - 1])) {
      end--;
    }
    if (s == at || point < 0) {
      return;
    }
    probe(Scopes.anywhere(DataClass.EMAIL), canon(DataClass.EMAIL, s, end), column);
    boolean masked = Tokens.isEmailDomain(b, at, end);
    boolean topLevel = end - point > 2;
    for (int i = point + 1; i < end; i++) {
      topLevel &= Chars.isLetter(b[i]);
    }
    for (int i = at; i < end; i++) {
      topLevel &= Chars.isAlnum(b[i]) || Chars.isAlnum(b[i + 1]);
    }
    unmasked += !masked && topLevel && Chars.isAlnum(b[at - 1]) ? 1 : 0;
  }
}
