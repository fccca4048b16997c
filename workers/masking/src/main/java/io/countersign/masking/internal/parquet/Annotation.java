package io.countersign.masking.internal.parquet;

import io.countersign.masking.internal.parquet.Thrift.Struct;
import org.jspecify.annotations.Nullable;

/**
 * What the values of a column mean.
 *
 * @param scale of decimals; for times 3, 6 or 9 digits of a second
 * @param utc whether a timestamp is an instant
 */
record Annotation(Kind kind, int scale, boolean utc) {

  /** The meanings that change how a value is written as text. */
  enum Kind {
    NONE,
    TEXT,
    DECIMAL,
    DATE,
    TIME,
    TIMESTAMP,
    UNSIGNED,
    UUID,
    FLOAT16,
    INTERVAL,
    LIST,
    MAP
  }

  private static final Annotation NONE = new Annotation(Kind.NONE, 0, false);

  static Annotation of(Struct element) {
    Struct logical = element.struct(Schema.LOGICAL_TYPE);
    Annotation found = logical == null ? null : logical(logical);
    return found != null ? found : converted(element);
  }

  private static @Nullable Annotation logical(Struct union) {
    for (int field : new int[] {1, 4, 12}) {
      if (union.has(field)) {
        return plain(Kind.TEXT);
      }
    }
    Struct decimal = union.struct(5);
    if (decimal != null) {
      return new Annotation(Kind.DECIMAL, (int) decimal.number(1, 0), false);
    }
    Struct time = union.struct(7);
    if (time != null) {
      return new Annotation(Kind.TIME, digits(time.struct(2)), time.flag(1, false));
    }
    Struct timestamp = union.struct(8);
    if (timestamp != null) {
      return new Annotation(Kind.TIMESTAMP, digits(timestamp.struct(2)), timestamp.flag(1, false));
    }
    Struct integer = union.struct(10);
    if (integer != null) {
      return plain(integer.flag(2, true) ? Kind.NONE : Kind.UNSIGNED);
    }
    return union.has(2)
        ? plain(Kind.MAP)
        : union.has(3)
            ? plain(Kind.LIST)
            : union.has(6)
                ? plain(Kind.DATE)
                : union.has(14) ? plain(Kind.UUID) : union.has(15) ? plain(Kind.FLOAT16) : null;
  }

  private static Annotation plain(Kind kind) {
    return new Annotation(kind, 0, false);
  }

  private static int digits(@Nullable Struct unit) {
    return unit == null || unit.has(1) ? 3 : unit.has(2) ? 6 : 9;
  }

  private static Annotation converted(Struct element) {
    return switch ((int) element.number(Schema.CONVERTED_TYPE, -1)) {
      case 0, 4, 19 -> plain(Kind.TEXT);
      case 1, 2 -> plain(Kind.MAP);
      case 3 -> plain(Kind.LIST);
      case 5 -> new Annotation(Kind.DECIMAL, (int) element.number(Schema.SCALE, 0), false);
      case 6 -> plain(Kind.DATE);
      case 7 -> new Annotation(Kind.TIME, 3, true);
      case 8 -> new Annotation(Kind.TIME, 6, true);
      case 9 -> new Annotation(Kind.TIMESTAMP, 3, true);
      case 10 -> new Annotation(Kind.TIMESTAMP, 6, true);
      case 11, 12, 13, 14 -> plain(Kind.UNSIGNED);
      case 21 -> plain(Kind.INTERVAL);
      default -> NONE;
    };
  }
}
