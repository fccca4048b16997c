package io.countersign.record.internal;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.anchor.AnchorPoint;
import io.countersign.ledger.anchor.DirectorySink;
import io.countersign.ledger.anchor.GitSink;
import io.countersign.ledger.anchor.TimestampAnchor;
import io.countersign.ledger.anchor.WitnessAnchor;
import io.countersign.ledger.log.LogFiles;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.ledger.timestamp.TimestampAuthorities;
import io.countersign.ledger.timestamp.TimestampClient;
import io.countersign.ledger.witness.WitnessClient;
import io.countersign.record.internal.LedgerProperties.SinkAt;
import io.countersign.record.internal.LedgerProperties.TimestampBy;
import io.countersign.record.internal.LedgerProperties.WitnessAt;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The places where the ledger is anchored, and whom it believes there, made of the settings. */
@Component
class AnchorSettings {

  private final LedgerProperties properties;
  private final TimestampAuthorities authorities;
  private final Set<VerifierKey> witnesses = new LinkedHashSet<>();

  AnchorSettings(LedgerProperties properties) {
    this.properties = properties;
    properties.witnesses().forEach(witness -> witnesses.add(key(witness)));
    this.authorities = authorities(properties.timestamp());
  }

  private static VerifierKey key(WitnessAt witness) {
    try {
      return VerifierKey.parse(witness.key());
    } catch (FormatException e) {
      throw new IllegalArgumentException(
          "countersign.ledger.witnesses holds '" + witness.key() + "', no verifier string.", e);
    }
  }

  private static TimestampAuthorities authorities(@Nullable TimestampBy timestamp) {
    if (timestamp == null) {
      return TimestampAuthorities.none();
    }
    try {
      return TimestampAuthorities.read(timestamp.certificates());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "countersign.ledger.timestamp.certificates: " + e.getMessage(), e);
    }
  }

  Set<VerifierKey> witnesses() {
    return Set.copyOf(witnesses);
  }

  TimestampAuthorities authorities() {
    return authorities;
  }

  /** A place, and how often it is shown a checkpoint at most. */
  record Place(AnchorPoint point, Duration every) {}

  /** The configured places. */
  List<Place> places(LogFiles files, Clock clock) {
    HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    List<Place> places = new ArrayList<>();
    for (WitnessAt witness : properties.witnesses()) {
      VerifierKey key = key(witness);
      WitnessClient client = new WitnessClient(http, witness.url(), key);
      places.add(new Place(new WitnessAnchor(key, client, files), Duration.ZERO));
    }
    TimestampBy by = properties.timestamp();
    if (by != null) {
      TimestampClient client =
          new TimestampClient(
              http, by.url(), authorities, Optional.ofNullable(by.policy()), by.patience());
      places.add(new Place(new TimestampAnchor(by.url(), client, files), by.every()));
    }
    for (SinkAt sink : properties.sinks()) {
      places.add(new Place(point(sink, clock), Duration.ZERO));
    }
    return places;
  }

  private static AnchorPoint point(SinkAt sink, Clock clock) {
    return sink.git()
        ? new GitSink(sink.dir(), Optional.ofNullable(sink.remote()), clock)
        : new DirectorySink(sink.dir(), clock);
  }
}
