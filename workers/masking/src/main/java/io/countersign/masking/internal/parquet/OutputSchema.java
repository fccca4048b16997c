package io.countersign.masking.internal.parquet;

import io.countersign.masking.internal.parquet.Thrift.Items;
import io.countersign.masking.internal.parquet.Thrift.Struct;
import io.countersign.masking.internal.parquet.Thrift.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns of an output. A rewritten column holds strings; byte arrays without a meaning stay
 * such.
 */
final class OutputSchema {
  private static final String CREATED_BY = "countersign version 0.1.0 (build masking)";

  private final List<Struct> elements;
  private final List<Leaf> leaves;
  private final boolean[] rewritten;
  private final @Nullable Value orders;
  private final List<Struct> paths;

  private OutputSchema(
      List<Struct> elements, boolean[] rewritten, @Nullable Value orders, List<Struct> paths) {
    this.elements = elements;
    this.leaves = Schema.leaves(elements);
    this.rewritten = rewritten;
    this.orders = orders;
    this.paths = paths;
  }

  static OutputSchema of(Footer footer, boolean[] rewritten) {
    List<Struct> elements = new ArrayList<>();
    footer.meta().structs(2).forEach(e -> elements.add(e.only(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)));
    for (int c = 0; c < rewritten.length; c++) {
      Leaf leaf = footer.leaves().get(c);
      if (rewritten[c] && !isPlainBytes(leaf)) {
        elements.set(leaf.element(), string(leaf.schema()));
      }
    }
    List<Struct> paths = new ArrayList<>();
    if (!footer.groups().isEmpty()) {
      footer.groups().getFirst().structs(1).forEach(chunk -> paths.add(pathOf(chunk)));
    }
    return new OutputSchema(elements, rewritten, orders(footer, rewritten), paths);
  }

  private static boolean isPlainBytes(Leaf leaf) {
    return leaf.type() == Leaf.BYTE_ARRAY
        && Annotation.of(leaf.schema()).kind() == Annotation.Kind.NONE;
  }

  private static Struct pathOf(Struct chunk) {
    Struct meta = chunk.struct(3);
    return meta == null ? new Struct() : meta.only(3);
  }

  private static Struct string(Struct element) {
    return element
        .only(Schema.REPETITION, Schema.NAME, 9)
        .i32(Schema.TYPE, Leaf.BYTE_ARRAY)
        .i32(Schema.CONVERTED_TYPE, 0)
        .struct(Schema.LOGICAL_TYPE, new Struct().struct(1, new Struct()));
  }

  /** How columns are ordered: as their type says, for all that are strings now. */
  private static @Nullable Value orders(Footer footer, boolean[] rewritten) {
    Value all = footer.meta().get(7);
    if (all == null || footer.meta().structs(7).size() != rewritten.length) {
      return null;
    }
    List<Object> orders = new ArrayList<>();
    List<Struct> before = footer.meta().structs(7);
    for (int c = 0; c < rewritten.length; c++) {
      orders.add(rewritten[c] ? new Struct().struct(1, new Struct()) : before.get(c).only(1, 2));
    }
    return new Value(Thrift.LIST, new Items(Thrift.STRUCT, orders));
  }

  static OutputSchema ofText(List<String> names) {
    List<Struct> elements = new ArrayList<>();
    List<Struct> paths = new ArrayList<>();
    elements.add(new Struct().text(Schema.NAME, "schema").i32(Schema.CHILDREN, names.size()));
    boolean[] rewritten = new boolean[names.size()];
    for (int i = 0; i < rewritten.length; i++) {
      rewritten[i] = true;
      Struct leaf = new Struct().text(Schema.NAME, names.get(i)).i32(Schema.REPETITION, 1);
      elements.add(string(leaf));
      List<Object> path = new ArrayList<>();
      path.add(names.get(i).getBytes(java.nio.charset.StandardCharsets.UTF_8));
      paths.add(new Struct().put(3, Thrift.LIST, new Items(Thrift.BINARY, path)));
    }
    return new OutputSchema(elements, rewritten, null, paths);
  }

  List<Leaf> leaves() {
    return leaves;
  }

  boolean rewritten(int column) {
    return rewritten[column];
  }

  ParquetEncoder encoder() {
    PageBuilder[] builders = new PageBuilder[rewritten.length];
    boolean[] replaceable = new boolean[rewritten.length];
    for (int c = 0; c < rewritten.length; c++) {
      Leaf leaf = leaves.get(c);
      replaceable[c] = leaf.holdsText();
      if (rewritten[c]) {
        builders[c] = new PageBuilder(leaf.maxDefinition(), leaf.maxRepetition());
      }
    }
    return new ParquetEncoder(builders, replaceable);
  }

  /** The metadata of a chunk of new pages. */
  Struct chunk(int column, long entries, long unpacked, long start, long length) {
    List<Object> encodings = new ArrayList<>(List.of((long) Values.PLAIN, (long) Values.RLE));
    return paths
        .get(column)
        .only(3)
        .i32(1, Leaf.BYTE_ARRAY)
        .put(2, Thrift.LIST, new Items(Thrift.I32, encodings))
        .i32(4, Codecs.ZSTD)
        .i64(5, entries)
        .i64(6, unpacked)
        .i64(7, length)
        .i64(9, start);
  }

  Struct footer(long rows, List<Struct> groups) {
    Struct footer =
        new Struct()
            .i32(1, 2)
            .structs(2, elements)
            .i64(3, rows)
            .structs(4, groups)
            .text(6, CREATED_BY);
    if (orders != null) {
      footer.put(7, orders);
    }
    return footer;
  }
}
