package io.countersign.masking.internal.detect;

import io.countersign.masking.DataClass;
import java.util.Arrays;

/** Spans found in one text, as offsets into its buffer. Reused; not thread-safe. */
public final class Spans {
  private int[] start = new int[16];
  private int[] end = new int[16];
  private DataClass[] type = new DataClass[16];
  private byte[] score = new byte[16];
  private String[] by = new String[16];
  private int count;

  public void clear() {
    count = 0;
  }

  public int count() {
    return count;
  }

  public int start(int i) {
    return start[i];
  }

  public int end(int i) {
    return end[i];
  }

  public DataClass type(int i) {
    return type[i];
  }

  /** 0 to 100. */
  public int score(int i) {
    return score[i];
  }

  /** Names what found the span. */
  public String by(int i) {
    return by[i];
  }

  public void add(int from, int to, DataClass what, int points, String finder) {
    if (count == start.length) {
      int n = count * 2;
      start = Arrays.copyOf(start, n);
      end = Arrays.copyOf(end, n);
      type = Arrays.copyOf(type, n);
      score = Arrays.copyOf(score, n);
      by = Arrays.copyOf(by, n);
    }
    start[count] = from;
    end[count] = to;
    type[count] = what;
    score[count] = (byte) points;
    by[count] = finder;
    count++;
  }

  /** Removes the spans from the given one on. */
  void cut(int first) {
    count = first;
  }

  /** Whether a span overlaps the range. */
  public boolean overlaps(int from, int to) {
    for (int i = 0; i < count; i++) {
      if (start[i] < to && from < end[i]) {
        return true;
      }
    }
    return false;
  }

  /**
   * Of overlapping spans from the given one on keeps the better score, then the longer one; sorts
   * them by position.
   */
  void resolve(int first) {
    boolean ordered = true;
    for (int i = first + 1; i < count && ordered; i++) {
      ordered = start[i] >= end[i - 1];
    }
    if (ordered) {
      return;
    }
    int kept = first;
    sort(first, true);
    for (int i = first; i < count; i++) {
      boolean free = true;
      for (int k = first; k < kept && free; k++) {
        free = start[k] >= end[i] || start[i] >= end[k];
      }
      if (free) {
        swap(kept, i);
        // Entries between are already rejected, so their order no longer matters.
        kept++;
      }
    }
    count = kept;
    sort(first, false);
  }

  private void sort(int first, boolean byScore) {
    for (int i = first + 1; i < count; i++) {
      for (int k = i; k > first && before(k, k - 1, byScore); k--) {
        swap(k, k - 1);
      }
    }
  }

  private boolean before(int a, int b, boolean byScore) {
    if (byScore) {
      if (score[a] != score[b]) {
        return score[a] > score[b];
      }
      int lengths = (end[a] - start[a]) - (end[b] - start[b]);
      if (lengths != 0) {
        return lengths > 0;
      }
    }
    return start[a] < start[b];
  }

  private void swap(int a, int b) {
    int s = start[a];
    start[a] = start[b];
    start[b] = s;
    int e = end[a];
    end[a] = end[b];
    end[b] = e;
    DataClass t = type[a];
    type[a] = type[b];
    type[b] = t;
    byte p = score[a];
    score[a] = score[b];
    score[b] = p;
    String f = by[a];
    by[a] = by[b];
    by[b] = f;
  }
}
