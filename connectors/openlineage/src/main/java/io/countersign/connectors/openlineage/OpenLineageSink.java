package io.countersign.connectors.openlineage;

import io.countersign.spi.lineage.LineageEvent;
import io.countersign.spi.lineage.LineageSink;
import io.openlineage.client.OpenLineageClientUtils;
import java.io.IOException;
import java.util.Optional;

/** Lineage as OpenLineage 2-0-2 run events, and nothing but run events. */
final class OpenLineageSink implements LineageSink {

  static final String NAME = "openlineage";

  private final RunEvents events;
  private final Optional<Carrier> carrier;

  OpenLineageSink(RunEvents events, Optional<Carrier> carrier) {
    this.events = events;
    this.carrier = carrier;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String text(LineageEvent event) {
    return OpenLineageClientUtils.toJson(events.of(event));
  }

  @Override
  public boolean isConnected() {
    return carrier.isPresent();
  }

  @Override
  public void send(LineageEvent event) throws IOException {
    if (carrier.isPresent()) {
      carrier.get().carry(events.of(event));
    }
  }
}
