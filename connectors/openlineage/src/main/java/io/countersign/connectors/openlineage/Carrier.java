package io.countersign.connectors.openlineage;

import io.openlineage.client.OpenLineage.RunEvent;
import java.io.IOException;

/** Brings events to where they are read. Returns once an event was taken. */
interface Carrier {

  void carry(RunEvent event) throws IOException;
}
