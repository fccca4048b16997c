package io.countersign.connectors.http;

import io.countersign.spi.Effect;
import io.countersign.spi.EffectContext;
import io.countersign.spi.EffectFactory;

/** Makes {@link HttpsExport}. */
public final class HttpsExportFactory implements EffectFactory {

  @Override
  public Effect create(EffectContext context) {
    return new HttpsExport(Hosts.read(context), context.secrets(), Resolver.SYSTEM);
  }
}
