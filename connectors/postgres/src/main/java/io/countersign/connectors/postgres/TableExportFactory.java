package io.countersign.connectors.postgres;

import io.countersign.spi.Effect;
import io.countersign.spi.EffectContext;
import io.countersign.spi.EffectFactory;

/** Makes {@link TableExport}. */
public final class TableExportFactory implements EffectFactory {

  @Override
  public Effect create(EffectContext context) {
    return new TableExport(Databases.read(context));
  }
}
