package io.countersign.ledger.note;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.tree.Hash;
import java.util.List;

/**
 * What a log says about itself at one size, as C2SP tlog-checkpoint defines it.
 *
 * @param origin the log's name; not empty, one line
 * @param size number of entries, 0 or more
 * @param root root of the tree at that size
 * @param extensions further lines, usually none; not empty, one line each
 */
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {
  public Checkpoint {
    extensions = List.copyOf(extensions);
    if (origin.isEmpty()
        || origin.contains("\n")
        || size < 0
        || extensions.stream().anyMatch(line -> line.isEmpty() || line.contains("\n"))) {
      throw new IllegalArgumentException(
          "a checkpoint has an origin, a size of 0 or more, and no empty lines");
    }
  }

  /** A checkpoint without extension lines. */
  public Checkpoint(String origin, long size, Hash root) {
    this(origin, size, root, List.of());
  }

  /**
   * Reads the text of a note.
   *
   * @throws FormatException if it is not a checkpoint's text
   */
  public static Checkpoint parse(String text) throws FormatException {
    if (!text.endsWith("\n")) {
      throw new FormatException("a checkpoint ends with a newline");
    }
    List<String> lines = List.of(text.substring(0, text.length() - 1).split("\n", -1));
    if (lines.size() < 3 || lines.stream().anyMatch(String::isEmpty)) {
      throw new FormatException("a checkpoint has three lines or more, none of them empty");
    }
    return new Checkpoint(
        lines.getFirst(),
        Lines.number(lines.get(1), "tree size"),
        Lines.hash(lines.get(2), "root hash"),
        lines.subList(3, lines.size()));
  }

  /** The text to be signed, with its final newline. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(origin).append('\n').append(size).append('\n').append(root.base64()).append('\n');
    extensions.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
