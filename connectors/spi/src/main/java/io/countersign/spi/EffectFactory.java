package io.countersign.spi;

/**
 * Makes a connector's effect. Found through {@link java.util.ServiceLoader}, so the application
 * never names a connector's classes.
 */
@FunctionalInterface
public interface EffectFactory {

  /**
   * Makes the effect.
   *
   * @throws IllegalArgumentException when a setting makes no sense; names it, its value and what to
   *     write instead, and the application does not start
   */
  Effect create(EffectContext context);
}
