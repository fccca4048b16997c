package io.countersign.connectors.http;

import java.util.ArrayList;
import java.util.List;

/** Status codes, written like {@code 200-299,404}. */
record StatusSet(List<int[]> ranges, String text) {

  static final String REGEX = "[1-5]\\d\\d(-[1-5]\\d\\d)?(,[1-5]\\d\\d(-[1-5]\\d\\d)?)*";

  static final StatusSet SUCCESS = parse("200-299");

  /** Reads what matches {@link #REGEX}. */
  static StatusSet parse(String text) {
    if (!text.matches(REGEX)) {
      throw new IllegalArgumentException(
          "'" + text + "' is no list of status codes. Write for example 200-299,404.");
    }
    List<int[]> ranges = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      String[] ends = part.split("-", -1);
      ranges.add(new int[] {Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])});
    }
    return new StatusSet(List.copyOf(ranges), text);
  }

  boolean contains(int status) {
    return ranges.stream().anyMatch(range -> range[0] <= status && status <= range[1]);
  }

  @Override
  public String toString() {
    return text;
  }
}
