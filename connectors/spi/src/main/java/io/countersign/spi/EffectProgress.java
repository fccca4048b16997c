package io.countersign.spi;

/** Receives the progress of a running effect, a few times a second at most. */
@FunctionalInterface
public interface EffectProgress {

  /**
   * @param done units finished so far, bytes for effects that move data
   * @param total units in all, or -1 when it is not known
   */
  void update(long done, long total);
}
