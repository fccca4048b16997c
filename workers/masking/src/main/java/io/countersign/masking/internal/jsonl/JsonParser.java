package io.countersign.masking.internal.jsonl;

import io.countersign.masking.DatasetException.Kind;
import io.countersign.masking.internal.csv.Block;
import io.countersign.masking.internal.csv.CsvFault;
import io.countersign.masking.internal.csv.Swar;
import org.jspecify.annotations.Nullable;

/** Strict JSON (RFC 8259), one object a line; lists every value that is not null. */
final class JsonParser {
  static final int MAX_DEPTH = 64;
  private static final long QUOTES = Swar.repeat('"');
  private static final long BACKSLASHES = Swar.repeat('\\');
  private static final long SPACES = Swar.repeat(' ');

  private final JsonBlock target;
  private final Columns columns;
  private final PathTree root = new PathTree();
  private final JsonStrings strings = new JsonStrings();
  private byte[] b = new byte[0];
  private int end;
  private int depth;
  private long objects;

  JsonParser(JsonBlock target, Columns columns) {
    this.target = target;
    this.columns = columns;
  }

  void parse(int from) throws CsvFault {
    Block block = target.cells();
    b = block.bytes;
    int limit = block.length;
    strings.begin(block);
    int p = from;
    while (p < limit) {
      end = p;
      while (end < limit && b[end] != '\n') {
        end++;
      }
      int s = space(p);
      if (s < end) {
        record(s);
      }
      p = end + 1;
    }
  }

  private void record(int p) throws CsvFault {
    if (b[p] != '{') {
      throw syntax(p, "a line must hold one JSON object");
    }
    depth = 0;
    int after = space(object(p, root));
    if (after < end) {
      throw syntax(after, "text follows the object. Put one object on each line");
    }
    target.index().endRow();
  }

  private int object(int open, PathTree node) throws CsvFault {
    enter(open);
    long self = ++objects;
    int p = space(open + 1);
    if (at(p) == '}') {
      depth--;
      return p + 1;
    }
    while (true) {
      if (at(p) != '"') {
        throw syntax(p, "the name of a member is expected");
      }
      int close = string(p + 1);
      PathTree member = member(node, p + 1, close);
      if (member.metIn == self) {
        throw new CsvFault(
            Kind.DUPLICATE_MEMBER,
            target.cells().offset + p,
            -1,
            "this member occurs twice in one object, and which one counts differs between readers."
                + " Remove one of them.");
      }
      member.metIn = self;
      p = space(close + 1);
      if (at(p) != ':') {
        throw syntax(p, "a colon is expected");
      }
      p = space(value(space(p + 1), member));
      if (at(p) == ',') {
        p = space(p + 1);
      } else if (at(p) == '}') {
        depth--;
        return p + 1;
      } else {
        throw syntax(p, "a comma or the end of the object is expected");
      }
    }
  }

  private int array(int open, PathTree node) throws CsvFault {
    enter(open);
    PathTree item = node.item();
    int p = space(open + 1);
    if (at(p) == ']') {
      depth--;
      return p + 1;
    }
    while (true) {
      p = space(value(p, item));
      if (at(p) == ',') {
        p = space(p + 1);
      } else if (at(p) == ']') {
        depth--;
        return p + 1;
      } else {
        throw syntax(p, "a comma or the end of the list is expected");
      }
    }
  }

  private void enter(int p) throws CsvFault {
    if (++depth > MAX_DEPTH) {
      throw new CsvFault(
          Kind.TOO_DEEP,
          target.cells().offset + p,
          -1,
          "the record is nested more than " + MAX_DEPTH + " levels deep.");
    }
  }

  private int value(int p, PathTree node) throws CsvFault {
    switch (at(p)) {
      case '{':
        return object(p, node);
      case '[':
        return array(p, node);
      case '"':
        int close = string(p + 1);
        if (strings.escaped()) {
          int from = strings.decode(p + 1, close);
          b = target.cells().bytes;
          target.add(column(node, p), from, strings.decodedEnd(), p + 1, close, true);
        } else {
          target.add(column(node, p), p + 1, close, p + 1, close, true);
        }
        return close + 1;
      case 'n':
        return word(p, "null");
      case 't':
        return scalar(p, word(p, "true"), node);
      case 'f':
        return scalar(p, word(p, "false"), node);
      default:
        return scalar(p, JsonNumbers.end(b, p, end), node);
    }
  }

  private int scalar(int from, int to, PathTree node) throws CsvFault {
    if (to < 0) {
      throw syntax(from, "a value is expected");
    }
    target.add(column(node, from), from, to, from, to, false);
    return to;
  }

  private int column(PathTree node, int p) throws CsvFault {
    if (node.column == PathTree.UNKNOWN) {
      node.column = columns.of(node.path, target.cells().offset + p);
    }
    return node.column;
  }

  private PathTree member(PathTree node, int from, int to) throws CsvFault {
    int s = from;
    int e = to;
    if (strings.escaped()) {
      s = strings.decode(from, to);
      e = strings.decodedEnd();
      b = target.cells().bytes;
    }
    @Nullable PathTree found = node.find(b, s, e);
    return found == null ? node.add(b, s, e) : found;
  }

  /** Finds the closing quote and notes whether there are escapes before it. */
  private int string(int from) throws CsvFault {
    strings.reset();
    int p = from;
    while (p < end) {
      long w = Swar.load(b, p);
      long m =
          Swar.firstZero(w ^ QUOTES)
              | Swar.firstZero(w ^ BACKSLASHES)
              | ((w - SPACES) & ~w & Swar.HIGH);
      if (m == 0) {
        p += 8;
        continue;
      }
      p += Long.numberOfTrailingZeros(m) >>> 3;
      if (p >= end) {
        break;
      }
      if (b[p] == '"') {
        return p;
      }
      if (b[p] != '\\') {
        throw b[p] == 0 ? nul(p) : syntax(p, "a control character in a string");
      }
      int next = strings.escape(b, p, end);
      if (next < 0) {
        throw syntax(p, "a wrong escape");
      }
      p = next;
    }
    throw syntax(from - 1, "the string that starts here does not end on its line");
  }

  private int word(int p, String word) throws CsvFault {
    for (int i = 0; i < word.length(); i++) {
      if (at(p + i) != word.charAt(i)) {
        throw syntax(p, "a value is expected");
      }
    }
    return p + word.length();
  }

  /** The byte at a place of the line, or a line feed after its end. */
  private byte at(int p) {
    return p < end ? b[p] : (byte) '\n';
  }

  private int space(int from) {
    int p = from;
    while (p < end && (b[p] == ' ' || b[p] == '\t' || b[p] == '\r')) {
      p++;
    }
    return p;
  }

  private CsvFault nul(int p) {
    return new CsvFault(
        Kind.NUL_BYTE,
        target.cells().offset + p,
        -1,
        "a NUL byte. The file is not text, or is damaged.");
  }

  private CsvFault syntax(int p, String what) {
    if (p < end && b[p] == 0) {
      return nul(p);
    }
    String where = p >= end ? "not valid JSON: the line ends, where " : "not valid JSON: ";
    return new CsvFault(Kind.BAD_JSON, target.cells().offset + p, -1, where + what + ".");
  }
}
