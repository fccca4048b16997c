package io.countersign.connectors.openlineage;

import io.openlineage.client.OpenLineage.RunEvent;
import io.openlineage.client.transports.HttpTransport;
import java.io.IOException;

/** Posts events, by the client's own transport: it throws where its higher level would drop. */
final class HttpCarrier implements Carrier {

  private final HttpTransport transport;

  HttpCarrier(HttpTransport transport) {
    this.transport = transport;
  }

  @Override
  public void carry(RunEvent event) throws IOException {
    try {
      transport.emit(event);
    } catch (RuntimeException e) {
      throw new IOException("The OpenLineage receiver did not take the event.", e);
    }
  }
}
