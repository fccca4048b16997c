package io.countersign.masking.internal.rows;

import io.countersign.masking.DatasetException;
import io.countersign.masking.internal.io.AtomicOutput;

/** Output in the format of the input: blocks of bytes one after the other. */
public final class SameBytes implements TableOutput {

  /** An encoder that writes bytes; what it made is read until its next block. */
  public interface Bytes extends BlockEncoder {
    byte[] bytes();

    int length();
  }

  /** Makes encoders. */
  @FunctionalInterface
  public interface Maker {
    Bytes encoder();
  }

  private final AtomicOutput output;
  private final Maker maker;

  public SameBytes(AtomicOutput output, Maker maker) {
    this.output = output;
    this.maker = maker;
  }

  @Override
  public BlockEncoder encoder() {
    return maker.encoder();
  }

  @Override
  public void append(BlockEncoder encoder) throws DatasetException {
    Bytes made = (Bytes) encoder;
    output.write(made.bytes(), made.length());
  }

  @Override
  public boolean resumable() {
    return output.plain();
  }

  @Override
  public void finish() {}

  @Override
  public void close() {}
}
