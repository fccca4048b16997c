package io.countersign.spi;

import java.time.Clock;
import java.util.Map;

/** What the application gives a connector when it makes its effect. */
public interface EffectContext {

  /** The only source of time that an effect may use. */
  Clock clock();

  /**
   * The operator's settings of all effects: what stands under {@code countersign.effects.} in the
   * configuration, by the rest of the name, for example {@code http.hosts}.
   */
  Map<String, String> settings();

  /** The secrets that actions may name. */
  Secrets secrets();
}
