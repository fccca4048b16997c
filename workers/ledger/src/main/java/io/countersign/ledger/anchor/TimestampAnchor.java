package io.countersign.ledger.anchor;

import io.countersign.ledger.log.LogFiles;
import io.countersign.ledger.log.LogReader;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.timestamp.TimestampClient;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A time-stamp authority; its responses are kept beside the checkpoints that they stamp. */
public final class TimestampAnchor implements AnchorPoint {
  private final URI authority;
  private final TimestampClient client;
  private final LogFiles files;

  /**
   * Anchors at an authority.
   *
   * @param client asks it
   * @param files keep the checkpoint and the response
   */
  public TimestampAnchor(URI authority, TimestampClient client, LogFiles files) {
    this.authority = authority;
    this.client = client;
    this.files = files;
  }

  @Override
  public String name() {
    return "time-stamp " + authority.getHost();
  }

  @Override
  public Anchoring anchor(LogReader log, SignedNote note) throws IOException, InterruptedException {
    long size = WitnessAnchor.size(note);
    TimestampClient.Stamped stamped = client.stamp(note.text().getBytes(StandardCharsets.UTF_8));
    files.keep(note);
    files.keepTimestamp(size, stamped.response());
    return new Anchoring.Confirmed(size, stamped.timestamp().at());
  }
}
