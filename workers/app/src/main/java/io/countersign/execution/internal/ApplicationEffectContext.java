package io.countersign.execution.internal;

import io.countersign.spi.EffectContext;
import io.countersign.spi.Secrets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Gives connectors the clock, what the configuration says of effects, and secrets. */
@Component
class ApplicationEffectContext implements EffectContext {

  private final Clock clock;
  private final Map<String, String> settings;
  private final Secrets secrets;

  ApplicationEffectContext(Clock clock, Environment environment, SecretFolder secrets) {
    this.clock = clock;
    this.settings = settings(environment);
    this.secrets = secrets;
  }

  /** Elements of lists by number, whether they were written {@code [0]} or {@code .0}. */
  private static Map<String, String> settings(Environment environment) {
    Map<String, String> bound =
        Binder.get(environment)
            .bind("countersign.effects", Bindable.mapOf(String.class, String.class))
            .orElseGet(Map::of);
    Map<String, String> settings = new HashMap<>();
    bound.forEach((name, value) -> settings.put(name.replaceAll("\\[(\\d+)]", ".$1"), value));
    return Map.copyOf(settings);
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public Map<String, String> settings() {
    return settings;
  }

  @Override
  public Secrets secrets() {
    return secrets;
  }
}
