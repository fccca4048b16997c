package io.countersign.spi.lineage;

import java.util.Map;

/**
 * Makes a lineage sink. Found through {@link java.util.ServiceLoader}, so the application never
 * names a connector's classes.
 */
public interface LineageSinkFactory {

  /** The sink's name; its settings stand under it. */
  String name();

  /**
   * Makes the sink, without talking to anyone yet.
   *
   * @param settings the operator's, by name, for example {@code url}; blank ones left out
   * @throws IllegalArgumentException when a setting makes no sense; names it and what to write
   *     instead, and the application does not start
   */
  LineageSink create(Map<String, String> settings);
}
