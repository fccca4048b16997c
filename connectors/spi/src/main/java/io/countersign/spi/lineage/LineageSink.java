package io.countersign.spi.lineage;

import java.io.IOException;

/** Writes lineage in a format that others read, and sends it to where they listen. */
public interface LineageSink {

  /** The format's name, for example {@code openlineage}. */
  String name();

  /** The event as one line of JSON. The same event gives the same text. */
  String text(LineageEvent event);

  /** Whether it is set up to send. */
  boolean isConnected();

  /**
   * Sends an event and returns once it was taken.
   *
   * @throws IOException when it was not; it is sent again later
   */
  void send(LineageEvent event) throws IOException;
}
