package io.countersign.connectors.postgres;

import io.countersign.spi.Effect;
import io.countersign.spi.EffectContext;
import io.countersign.spi.EffectFactory;

/** Makes {@link RoleGrant}. */
public final class RoleGrantFactory implements EffectFactory {

  @Override
  public Effect create(EffectContext context) {
    return new RoleGrant(Databases.read(context));
  }
}
