package io.countersign.releases.internal;

import io.countersign.actions.Payloads;
import io.countersign.releases.Release;
import io.countersign.releases.Release.Amendment;
import io.countersign.releases.ReleaseClosed;
import io.countersign.releases.ReleaseRequest;
import io.countersign.releases.ReleaseRequested;
import io.countersign.support.Position;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The transactions on releases: each change commits by itself, under the row's lock. */
@Component
@Transactional
class ReleaseStore {

  private final ReleaseRepository releases;
  private final ApplicationEventPublisher events;
  private final Payloads payloads;
  private final Clock clock;

  ReleaseStore(
      ReleaseRepository releases,
      ApplicationEventPublisher events,
      Payloads payloads,
      Clock clock) {
    this.releases = releases;
    this.events = events;
    this.payloads = payloads;
    this.clock = clock;
  }

  Release create(String dataset, ReleaseRequest request) {
    UUID id = UUID.randomUUID();
    String reason = payloads.seal(id, "reason", request.reason());
    ReleaseEntity release =
        releases.save(new ReleaseEntity(id, dataset, request, reason, clock.instant()));
    Release created = release.toRelease(payloads);
    events.publishEvent(new ReleaseRequested(created.id(), created.requestedBy()));
    return created;
  }

  /** Asks for a release in another's place, in one transaction with what ends the other. */
  Release replace(UUID id, Amendment amendment) {
    ReleaseEntity before = lock(id);
    UUID next = UUID.randomUUID();
    String reason = payloads.seal(next, "reason", payloads.show(before.sealedReason()));
    ReleaseEntity after =
        releases.save(new ReleaseEntity(next, before, amendment, reason, clock.instant()));
    Release created = after.toRelease(payloads);
    before.giveWay(created.id());
    events.publishEvent(new ReleaseRequested(created.id(), created.requestedBy()));
    return created;
  }

  boolean accept(UUID id, long processInstanceKey) {
    return lock(id).accept(processInstanceKey);
  }

  Release update(UUID id, Consumer<ReleaseEntity> change) {
    ReleaseEntity release = lock(id);
    change.accept(release);
    return release.toRelease(payloads);
  }

  void note(UUID id, Release.Fault fault) {
    lock(id).note(sealed(id, fault));
  }

  /** The fault that a step noted, or else the code that the process ended in. */
  @Transactional(readOnly = true)
  Optional<Release.Fault> notedFault(UUID id, String code) {
    return releases.findById(id).map(release -> release.noted(payloads, code));
  }

  void close(UUID id, Release.State end, Optional<Release.Fault> fault) {
    if (lock(id).close(end, fault.map(said -> sealed(id, said)), clock.instant())) {
      events.publishEvent(new ReleaseClosed(id, end));
    }
  }

  /** What went wrong can quote what was asked for. */
  private Release.Fault sealed(UUID id, Release.Fault fault) {
    String words =
        payloads.isDestroyed(id) ? Payloads.ERASED : payloads.seal(id, "fault", fault.message());
    return new Release.Fault(fault.code(), words);
  }

  @Transactional(readOnly = true)
  Optional<Release> find(UUID id) {
    return releases.findById(id).map(release -> release.toRelease(payloads));
  }

  @Transactional(readOnly = true)
  List<Release> list(Optional<Position> after, int limit) {
    return after
        .map(place -> releases.before(place.at(), place.id(), Limit.of(limit)))
        .orElseGet(() -> releases.newest(Limit.of(limit)))
        .stream()
        .map(release -> release.toRelease(payloads))
        .toList();
  }

  @Transactional(readOnly = true)
  List<Release> openOf(long processInstanceKey) {
    return releases
        .findByProcessInstanceKeyAndClosedAtIsNullOrderByRequestedAt(processInstanceKey)
        .stream()
        .map(release -> release.toRelease(payloads))
        .toList();
  }

  private ReleaseEntity lock(UUID id) {
    return releases
        .lock(id)
        .orElseThrow(() -> new IllegalArgumentException("No release '" + id + "'."));
  }
}
