package io.countersign.execution.internal;

import io.countersign.spi.Effect;
import io.countersign.spi.EffectContext;
import io.countersign.spi.EffectFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Finds the connectors' effects. */
@Configuration
class EffectConfiguration {

  /**
   * The effects of the connectors on the class path.
   *
   * @param own those that the application itself brings
   */
  @Bean
  Effects effects(EffectContext context, ObjectProvider<Effect> own) {
    List<Effect> all = new ArrayList<>(own.orderedStream().toList());
    ServiceLoader.load(EffectFactory.class).forEach(factory -> all.add(factory.create(context)));
    return new Effects(all);
  }
}
