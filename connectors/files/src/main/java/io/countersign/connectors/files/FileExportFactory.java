package io.countersign.connectors.files;

import io.countersign.spi.Effect;
import io.countersign.spi.EffectContext;
import io.countersign.spi.EffectFactory;

/** Makes {@link FileExport}. */
public final class FileExportFactory implements EffectFactory {

  @Override
  public Effect create(EffectContext context) {
    return new FileExport(context.clock(), TrustedFolders.read(context.settings()));
  }
}
