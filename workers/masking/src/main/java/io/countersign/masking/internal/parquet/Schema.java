package io.countersign.masking.internal.parquet;

import io.countersign.masking.internal.parquet.Thrift.Malformed;
import io.countersign.masking.internal.parquet.Thrift.Struct;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** The columns of a file, with the paths that plans use. */
final class Schema {
  static final int TYPE = 1;
  static final int TYPE_LENGTH = 2;
  static final int REPETITION = 3;
  static final int NAME = 4;
  static final int CHILDREN = 5;
  static final int CONVERTED_TYPE = 6;
  static final int SCALE = 7;
  static final int LOGICAL_TYPE = 10;
  private static final int REPEATED = 2;
  private static final int OPTIONAL = 1;
  private static final int MAX_DEPTH = 64;

  private final List<Struct> elements;
  private final List<Leaf> leaves = new ArrayList<>();
  private final boolean plainPaths;
  private int at;

  private Schema(List<Struct> elements, boolean plainPaths) {
    this.elements = elements;
    this.plainPaths = plainPaths;
  }

  static List<Leaf> leaves(List<Struct> elements) {
    List<Leaf> leaves = new Schema(elements, false).read();
    if (new HashSet<>(leaves.stream().map(Leaf::path).toList()).size() < leaves.size()) {
      leaves = new Schema(elements, true).read();
    }
    return leaves;
  }

  private List<Leaf> read() {
    if (elements.isEmpty()) {
      throw new Malformed("there is no schema");
    }
    Struct root = elements.get(at++);
    children(root, "", 0, 0, 0);
    if (at != elements.size() || leaves.isEmpty()) {
      throw new Malformed("the schema has parts that belong nowhere, or no column");
    }
    return leaves;
  }

  private void children(Struct group, String path, int def, int rep, int depth) {
    for (long i = group.number(CHILDREN, 0); i > 0; i--) {
      node(path, false, def, rep, depth + 1);
    }
  }

  /**
   * @param wrapped whether the node only carries the items of a list or map, so that its own name
   *     is not part of the path
   */
  private void node(String parent, boolean wrapped, int outerDef, int outerRep, int depth) {
    if (at >= elements.size() || depth > MAX_DEPTH) {
      throw new Malformed("the schema is cut off or nested too deeply");
    }
    int number = at;
    Struct e = elements.get(at++);
    long repetition = e.number(REPETITION, 0);
    int def = outerDef + (repetition == OPTIONAL || repetition == REPEATED ? 1 : 0);
    int rep = outerRep + (repetition == REPEATED ? 1 : 0);
    String name = e.text(NAME).replaceAll("[\\\\.\\[\\]]", "\\\\$0");
    String path = wrapped ? parent : parent.isEmpty() ? name : parent + "." + name;
    path = repetition == REPEATED ? path + "[]" : path;
    long children = e.number(CHILDREN, 0);
    if (children == 0) {
      leaves.add(new Leaf(path, number, e, def, rep));
      return;
    }
    Annotation.Kind kind = Annotation.of(e).kind();
    boolean carries =
        !plainPaths
            && children == 1
            && (kind == Annotation.Kind.LIST || kind == Annotation.Kind.MAP)
            && at < elements.size()
            && elements.get(at).number(REPETITION, 0) == REPEATED;
    if (carries) {
      carrier(path, kind, def, rep, depth);
    } else {
      children(e, path, def, rep, depth);
    }
  }

  /** The repeated field between a list or map and its items. */
  private void carrier(String path, Annotation.Kind kind, int def, int rep, int depth) {
    Struct e = elements.get(at);
    long children = e.number(CHILDREN, 0);
    if (children == 0) {
      node(path, true, def, rep, depth + 1);
      return;
    }
    at++;
    boolean single = kind == Annotation.Kind.LIST && children == 1;
    for (long i = children; i > 0; i--) {
      node(path + "[]", single, def + 1, rep + 1, depth + 2);
    }
  }
}
