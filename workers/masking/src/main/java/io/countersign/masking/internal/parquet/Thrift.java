package io.countersign.masking.internal.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Structures in Thrift's compact protocol, read and written without their definitions. */
final class Thrift {
  static final int TRUE = 1;
  static final int FALSE = 2;
  static final int I8 = 3;
  static final int I16 = 4;
  static final int I32 = 5;
  static final int I64 = 6;
  static final int DOUBLE = 7;
  static final int BINARY = 8;
  static final int LIST = 9;
  static final int SET = 10;
  static final int MAP = 11;
  static final int STRUCT = 12;
  static final int UUID = 13;
  private static final int MAX_DEPTH = 64;

  private Thrift() {}

  /** Not a structure in this protocol. */
  static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message, null, false, false);
    }
  }

  /** A value with its type: Boolean, Long, Double, byte[], Items or Struct. */
  record Value(int type, Object content) {}

  /** A list or set; maps are refused, since no structure of Parquet has one. */
  record Items(int type, List<Object> values) {}

  /** Fields by their numbers. */
  static final class Struct {
    private final TreeMap<Integer, Value> fields = new TreeMap<>();

    boolean has(int field) {
      return fields.containsKey(field);
    }

    long number(int field, long otherwise) {
      Value v = fields.get(field);
      return v != null && v.content() instanceof Long n ? n : otherwise;
    }

    /** A number that must be there. */
    long number(int field) {
      Value v = fields.get(field);
      if (v == null || !(v.content() instanceof Long n)) {
        throw new Malformed("a number is missing (field " + field + ")");
      }
      return n;
    }

    int integer(int field) {
      long n = number(field);
      if (n != (int) n) {
        throw new Malformed("a number is out of range (field " + field + ")");
      }
      return (int) n;
    }

    boolean flag(int field, boolean otherwise) {
      Value v = fields.get(field);
      return v != null && v.content() instanceof Boolean b ? b : otherwise;
    }

    String text(int field) {
      Value v = fields.get(field);
      if (v == null || !(v.content() instanceof byte[] b)) {
        throw new Malformed("a name is missing (field " + field + ")");
      }
      return new String(b, StandardCharsets.UTF_8);
    }

    @Nullable Struct struct(int field) {
      Value v = fields.get(field);
      return v != null && v.content() instanceof Struct s ? s : null;
    }

    /** The structures of a list; none where it is missing. */
    List<Struct> structs(int field) {
      List<Struct> result = new ArrayList<>();
      Value v = fields.get(field);
      if (v != null && v.content() instanceof Items items) {
        for (Object o : items.values()) {
          if (!(o instanceof Struct s)) {
            throw new Malformed("a list of structures is expected (field " + field + ")");
          }
          result.add(s);
        }
      }
      return result;
    }

    @Nullable Value get(int field) {
      return fields.get(field);
    }

    Struct put(int field, int type, Object content) {
      fields.put(field, new Value(type, content));
      return this;
    }

    Struct put(int field, Value value) {
      fields.put(field, value);
      return this;
    }

    Struct i32(int field, long value) {
      return put(field, I32, value);
    }

    Struct i64(int field, long value) {
      return put(field, I64, value);
    }

    Struct text(int field, String value) {
      return put(field, BINARY, value.getBytes(StandardCharsets.UTF_8));
    }

    Struct struct(int field, Struct value) {
      return put(field, STRUCT, value);
    }

    Struct structs(int field, List<Struct> values) {
      return put(field, LIST, new Items(STRUCT, new ArrayList<>(values)));
    }

    void remove(int field) {
      fields.remove(field);
    }

    /** The same fields, without those that are not named. */
    Struct only(int... kept) {
      Struct copy = new Struct();
      for (int field : kept) {
        Value v = fields.get(field);
        if (v != null) {
          copy.fields.put(field, v);
        }
      }
      return copy;
    }

    byte[] write() {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      new Writer(out).struct(this);
      return out.toByteArray();
    }
  }

  /** Reads structures one after the other from an array. */
  static final class Reader {
    private final byte[] b;
    private final int limit;
    private int p;
    private int depth;

    Reader(byte[] b, int from, int limit) {
      this.b = b;
      this.p = from;
      this.limit = limit;
    }

    int position() {
      return p;
    }

    Struct struct() {
      if (++depth > MAX_DEPTH) {
        throw new Malformed("nested too deeply");
      }
      Struct s = new Struct();
      int field = 0;
      while (true) {
        int head = next();
        if (head == 0) {
          depth--;
          return s;
        }
        int type = head & 0xf;
        field = head >>> 4 == 0 ? (int) zigzag() : field + (head >>> 4);
        s.fields.put(field, new Value(type == FALSE ? TRUE : type, value(type)));
      }
    }

    private Object value(int type) {
      return switch (type) {
        case TRUE -> Boolean.TRUE;
        case FALSE -> Boolean.FALSE;
        case I8 -> (long) (byte) next();
        case I16, I32, I64 -> zigzag();
        case DOUBLE -> Double.longBitsToDouble(fixed(8));
        case BINARY -> binary();
        case LIST, SET -> items();
        case STRUCT -> struct();
        default -> throw new Malformed("the type " + type + " is unknown");
      };
    }

    private Items items() {
      int head = next();
      int type = head & 0xf;
      long size = head >>> 4 == 15 ? varint() : head >>> 4;
      if (size < 0 || size > limit - p) {
        throw new Malformed("a list is longer than the data");
      }
      List<Object> values = new ArrayList<>((int) Math.min(size, 1 << 16));
      for (long i = 0; i < size; i++) {
        boolean bool = type == TRUE || type == FALSE;
        values.add(bool ? Boolean.valueOf(next() == TRUE) : value(type));
      }
      return new Items(type, values);
    }

    private byte[] binary() {
      long n = varint();
      if (n < 0 || n > limit - p) {
        throw new Malformed("a value is longer than the data");
      }
      byte[] bytes = new byte[(int) n];
      System.arraycopy(b, p, bytes, 0, bytes.length);
      p += bytes.length;
      return bytes;
    }

    private long fixed(int bytes) {
      long v = 0;
      for (int i = 0; i < bytes; i++) {
        v |= (long) next() << (8 * i);
      }
      return v;
    }

    private long zigzag() {
      long n = varint();
      return (n >>> 1) ^ -(n & 1);
    }

    private long varint() {
      long v = 0;
      for (int shift = 0; shift < 70; shift += 7) {
        int c = next();
        v |= (long) (c & 0x7f) << shift;
        if (c < 0x80) {
          return v;
        }
      }
      throw new Malformed("a number is too long");
    }

    private int next() {
      if (p >= limit) {
        throw new Malformed("the data ends too early");
      }
      return b[p++] & 0xff;
    }
  }

  private static final class Writer {
    private final ByteArrayOutputStream out;

    Writer(ByteArrayOutputStream out) {
      this.out = out;
    }

    void struct(Struct s) {
      int before = 0;
      for (Map.Entry<Integer, Value> e : s.fields.entrySet()) {
        int field = e.getKey();
        Value v = e.getValue();
        int type =
            v.content() instanceof Boolean flag ? (flag.booleanValue() ? TRUE : FALSE) : v.type();
        int delta = field - before;
        if (delta > 0 && delta < 16) {
          out.write(delta << 4 | type);
        } else {
          out.write(type);
          zigzag(field);
        }
        before = field;
        if (!(v.content() instanceof Boolean)) {
          value(type, v.content());
        }
      }
      out.write(0);
    }

    private void value(int type, Object content) {
      switch (content) {
        case Long n when type == I8 -> out.write(n.intValue());
        case Long n -> zigzag(n);
        case Double d -> fixed(Double.doubleToRawLongBits(d));
        case byte[] bytes -> {
          varint(bytes.length);
          out.write(bytes, 0, bytes.length);
        }
        case Struct s -> struct(s);
        case Items items -> items(items);
        case Boolean flag -> out.write(flag.booleanValue() ? TRUE : FALSE);
        default -> throw new IllegalStateException("type " + type);
      }
    }

    private void items(Items items) {
      int n = items.values().size();
      out.write((n < 15 ? n : 15) << 4 | items.type());
      if (n >= 15) {
        varint(n);
      }
      for (Object o : items.values()) {
        value(items.type(), o);
      }
    }

    private void fixed(long v) {
      for (int i = 0; i < 8; i++) {
        out.write((int) (v >>> (8 * i)));
      }
    }

    private void zigzag(long n) {
      varint((n << 1) ^ (n >> 63));
    }

    private void varint(long value) {
      long v = value;
      while ((v & ~0x7fL) != 0) {
        out.write((int) (v & 0x7f | 0x80));
        v >>>= 7;
      }
      out.write((int) v);
    }
  }
}
