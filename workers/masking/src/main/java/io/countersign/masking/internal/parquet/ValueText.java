package io.countersign.masking.internal.parquet;

import io.countersign.masking.internal.csv.Block;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;

/** Writes values as a person would read them: what detection reads and tokens stand for. */
final class ValueText {
  private static final long NANOS_OF_DAY = 86_400_000_000_000L;
  private static final long JULIAN_EPOCH = 2_440_588;
  private static final long EXACT = 1L << 53;

  private final int type;
  private final Annotation meaning;

  ValueText(Leaf leaf) {
    type = leaf.type();
    meaning = Annotation.of(leaf.schema());
  }

  /** Appends {@code b[from,to)}, the value of a byte array. */
  void bytes(byte[] b, int from, int to, Block out) {
    switch (meaning.kind()) {
      case DECIMAL -> {
        BigInteger unscaled =
            from == to ? BigInteger.ZERO : new BigInteger(Arrays.copyOfRange(b, from, to));
        text(new BigDecimal(unscaled, meaning.scale()).toPlainString(), out);
      }
      case UUID -> text(new UUID(big(b, from), big(b, from + 8)).toString(), out);
      case FLOAT16 -> real(Float.float16ToFloat((short) (b[from] & 0xff | b[from + 1] << 8)), out);
      default -> {
        if (type == Leaf.FIXED && meaning.kind() != Annotation.Kind.TEXT) {
          text(HexFormat.of().formatHex(b, from, to), out);
        } else {
          room(out, to - from);
          System.arraycopy(b, from, out.bytes, out.length, to - from);
          out.length += to - from;
        }
      }
    }
  }

  private static long big(byte[] b, int at) {
    long v = 0;
    for (int i = 0; i < 8; i++) {
      v = v << 8 | b[at + i] & 0xff;
    }
    return v;
  }

  /** Appends the value of an INT32 or INT64. */
  void integer(long v, Block out) {
    switch (meaning.kind()) {
      case DECIMAL -> text(BigDecimal.valueOf(v, meaning.scale()).toPlainString(), out);
      case DATE -> text(LocalDate.ofEpochDay((int) v).toString(), out);
      case TIME ->
          text(LocalTime.ofNanoOfDay(Math.floorMod(nanos(v), NANOS_OF_DAY)).toString(), out);
      case TIMESTAMP -> {
        long unit = meaning.scale() == 3 ? 1_000 : meaning.scale() == 6 ? 1_000_000 : 1_000_000_000;
        Instant at =
            Instant.ofEpochSecond(
                Math.floorDiv(v, unit), Math.floorMod(v, unit) * (1_000_000_000 / unit));
        text(
            meaning.utc()
                ? at.toString()
                : at.atOffset(ZoneOffset.UTC).toLocalDateTime().toString(),
            out);
      }
      case UNSIGNED ->
          text(
              type == Leaf.INT32 ? Integer.toUnsignedString((int) v) : Long.toUnsignedString(v),
              out);
      default -> text(Long.toString(v), out);
    }
  }

  private long nanos(long v) {
    return meaning.scale() == 3 ? v * 1_000_000 : meaning.scale() == 6 ? v * 1_000 : v;
  }

  /** Whole numbers are written as such: libraries make reals of integers with gaps. */
  void real(double v, Block out) {
    boolean whole = v == Math.rint(v) && Math.abs(v) < EXACT;
    text(whole ? Long.toString((long) v) : Double.toString(v), out);
  }

  void truth(boolean v, Block out) {
    text(Boolean.toString(v), out);
  }

  /** A timestamp of 12 bytes: nanoseconds of the day and the Julian day. */
  void int96(long nanos, int day, Block out) {
    LocalDate date = LocalDate.ofEpochDay(day - JULIAN_EPOCH);
    text(date.atTime(LocalTime.ofNanoOfDay(Math.floorMod(nanos, NANOS_OF_DAY))).toString(), out);
  }

  private static void text(String s, Block out) {
    byte[] b = s.getBytes(StandardCharsets.US_ASCII);
    room(out, b.length);
    System.arraycopy(b, 0, out.bytes, out.length, b.length);
    out.length += b.length;
  }

  static void room(Block out, int n) {
    if (out.length + n > out.capacity()) {
      out.grow(Math.max(out.length + n, out.capacity() * 2));
    }
  }
}
