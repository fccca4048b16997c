package io.countersign.masking.internal.jsonl;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A place in the nesting of records, with the places below it. Grows as members are met. */
final class PathTree {
  /** No value was met here, so the place has no column yet. */
  static final int UNKNOWN = -1;

  final String path;
  int column = UNKNOWN;

  /** The object in which this member was met last; tells members that occur twice. */
  long metIn;

  private final @Nullable PathTree parent;
  private final byte[] key;
  private PathTree[] members = new PathTree[0];
  private int count;
  private int expected;
  private @Nullable PathTree item;
  private int[] table = new int[0];

  PathTree() {
    this(null, new byte[0], "");
  }

  private PathTree(@Nullable PathTree parent, byte[] key, String path) {
    this.parent = parent;
    this.key = key;
    this.path = path;
  }

  /** The place of the items, if this is a list. */
  PathTree item() {
    PathTree result = item;
    if (result == null) {
      result = new PathTree(this, new byte[0], path + "[]");
      item = result;
    }
    return result;
  }

  /** The place of a member by its name in UTF-8, or null where it was not met before. */
  @Nullable PathTree find(byte[] b, int from, int to) {
    // Records repeat the order of their members.
    for (int i = 0; i < 2 && expected < count; i++) {
      PathTree next = members[expected];
      expected = expected + 1 < count ? expected + 1 : 0;
      if (next.isNamed(b, from, to)) {
        return next;
      }
    }
    if (table.length == 0) {
      return null;
    }
    int mask = table.length - 1;
    for (int at = hash(b, from, to) & mask; table[at] != 0; at = (at + 1) & mask) {
      PathTree member = members[table[at] - 1];
      if (member.isNamed(b, from, to)) {
        expected = table[at] < count ? table[at] : 0;
        return member;
      }
    }
    return null;
  }

  private boolean isNamed(byte[] b, int from, int to) {
    return Arrays.equals(key, 0, key.length, b, from, to);
  }

  PathTree add(byte[] b, int from, int to) {
    byte[] name = Arrays.copyOfRange(b, from, to);
    PathTree member = new PathTree(this, name, join(new String(name, StandardCharsets.UTF_8)));
    if (count == members.length) {
      members = Arrays.copyOf(members, Math.max(8, count * 2));
    }
    members[count++] = member;
    if (count * 2 > table.length) {
      table = new int[Math.max(16, table.length * 2)];
      for (int i = 0; i < count; i++) {
        place(i);
      }
    } else {
      place(count - 1);
    }
    return member;
  }

  private void place(int member) {
    int mask = table.length - 1;
    byte[] name = members[member].key;
    int at = hash(name, 0, name.length) & mask;
    while (table[at] != 0) {
      at = (at + 1) & mask;
    }
    table[at] = member + 1;
  }

  private static int hash(byte[] b, int from, int to) {
    int h = 1;
    for (int i = from; i < to; i++) {
      h = 31 * h + b[i];
    }
    return h ^ (h >>> 15);
  }

  /** Signs that have a meaning in paths are written with a backslash before them. */
  private String join(String name) {
    String plain = name.replaceAll("[\\\\.\\[\\]]", "\\\\$0");
    return parent == null && path.isEmpty() ? plain : path + "." + plain;
  }
}
