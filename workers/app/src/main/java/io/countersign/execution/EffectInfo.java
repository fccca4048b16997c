package io.countersign.execution;

import io.countersign.spi.EffectSchema;
import java.util.Optional;

/**
 * An effect that can be asked for.
 *
 * @param type its name, for example {@code postgres.role.grant}
 * @param store what the target's {@code store} has to say to mean this one, where several bring it
 * @param schema what an action of it may say
 */
public record EffectInfo(String type, Optional<String> store, EffectSchema schema) {}
