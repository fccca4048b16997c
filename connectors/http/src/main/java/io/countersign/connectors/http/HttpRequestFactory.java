package io.countersign.connectors.http;

import io.countersign.spi.Effect;
import io.countersign.spi.EffectContext;
import io.countersign.spi.EffectFactory;

/** Makes {@link HttpRequest}. */
public final class HttpRequestFactory implements EffectFactory {

  @Override
  public Effect create(EffectContext context) {
    return new HttpRequest(Hosts.read(context), context.secrets(), Resolver.SYSTEM);
  }
}
