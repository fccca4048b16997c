package io.countersign.masking.internal.parquet;

import io.countersign.masking.internal.parquet.Thrift.Struct;

/**
 * A column of a Parquet file.
 *
 * @param path as in plans, {@code orders[].sku}
 * @param element number of its element in the schema
 * @param schema its element
 * @param maxDefinition optional and repeated fields on the way to it
 * @param maxRepetition repeated fields on the way to it
 */
record Leaf(String path, int element, Struct schema, int maxDefinition, int maxRepetition) {
  static final int BOOLEAN = 0;
  static final int INT32 = 1;
  static final int INT64 = 2;
  static final int INT96 = 3;
  static final int FLOAT = 4;
  static final int DOUBLE = 5;
  static final int BYTE_ARRAY = 6;
  static final int FIXED = 7;

  int type() {
    return schema.integer(Schema.TYPE);
  }

  /** Whether cells can become tokens without another type of the column. */
  boolean holdsText() {
    return type() == BYTE_ARRAY && Annotation.of(schema).kind() != Annotation.Kind.DECIMAL;
  }

  /** Whether no value can be an identifier of a person, since the type says what the values are. */
  boolean speaksForItself() {
    return switch (Annotation.of(schema).kind()) {
      case DATE, TIME, TIMESTAMP, UUID, INTERVAL, FLOAT16 -> true;
      case DECIMAL, TEXT -> false;
      default -> type() == BOOLEAN || type() == INT96 || type() == FIXED;
    };
  }
}
