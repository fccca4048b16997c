package io.countersign.spi;

import java.util.Optional;

/**
 * Secrets by name. An action is sealed with names alone; a value is looked up at the moment of
 * execution and goes nowhere but to the target.
 */
@FunctionalInterface
public interface Secrets {

  /**
   * The value of a secret as it is now.
   *
   * @param name letters, digits, {@code .}, {@code _} and {@code -}
   * @return empty when there is none of this name
   */
  Optional<String> find(String name);
}
