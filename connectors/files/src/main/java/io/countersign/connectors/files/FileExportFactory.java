package io.countersign.connectors.files;

import io.countersign.spi.Effect;
import io.countersign.spi.EffectFactory;
import java.time.Clock;

/** Makes {@link FileExport}. */
public final class FileExportFactory implements EffectFactory {

  @Override
  public Effect create(Clock clock) {
    return new FileExport(clock);
  }
}
