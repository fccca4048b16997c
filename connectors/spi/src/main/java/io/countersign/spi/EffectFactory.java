package io.countersign.spi;

import java.time.Clock;

/**
 * Makes a connector's effect. Found through {@link java.util.ServiceLoader}, so the application
 * never names a connector's classes.
 */
@FunctionalInterface
public interface EffectFactory {

  /**
   * Makes the effect.
   *
   * @param clock the only source of time that it may use
   */
  Effect create(Clock clock);
}
