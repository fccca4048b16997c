package io.countersign.execution.internal;

import io.countersign.spi.Effect;
import io.countersign.spi.EffectFactory;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The effects of the connectors that are on the class path. */
@Component
class Effects {

  private final Map<String, Effect> byType;

  Effects(Clock clock) {
    this.byType =
        ServiceLoader.load(EffectFactory.class).stream()
            .map(provider -> provider.get().create(clock))
            .collect(Collectors.toUnmodifiableMap(Effect::type, Function.identity()));
  }

  Optional<Effect> find(String type) {
    return Optional.ofNullable(byType.get(type));
  }

  /**
   * The effect of this type.
   *
   * @throws IllegalArgumentException when no connector brings it
   */
  Effect get(String type) {
    return find(type)
        .orElseThrow(() -> new IllegalArgumentException("There is no effect '" + type + "'."));
  }

  Set<String> types() {
    return byType.keySet();
  }
}
