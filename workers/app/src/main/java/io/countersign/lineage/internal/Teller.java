package io.countersign.lineage.internal;

import io.countersign.lineage.RunChanged;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/** Tells the sinks of runs, from the outbox: what was not taken is sent again. */
@Component
class Teller {

  private final RunEvents events;
  private final Sinks sinks;

  Teller(RunEvents events, Sinks sinks) {
    this.events = events;
    this.sinks = sinks;
  }

  @ApplicationModuleListener
  void on(RunChanged run) {
    events.of(run.run(), run.ended()).ifPresent(sinks::send);
  }
}
