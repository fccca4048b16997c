package io.countersign.requests.internal;

import io.countersign.requests.RequestedAction.State;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A request as stored; what was asked for is the sealed action of the same id. */
@Entity
@Table(name = "action_request")
class ActionRequestEntity {

  @Id private UUID actionId;
  @Version private @Nullable Integer version;
  private String fingerprint;

  @Enumerated(EnumType.STRING)
  private State state;

  private @Nullable Long processInstanceKey;
  private Instant requestedAt;
  private @Nullable Instant closedAt;

  protected ActionRequestEntity() {}

  ActionRequestEntity(UUID actionId, String fingerprint, Instant requestedAt) {
    this.actionId = actionId;
    this.fingerprint = fingerprint;
    this.state = State.REQUESTED;
    this.requestedAt = requestedAt;
  }

  boolean accept(long key) {
    if (processInstanceKey == null) {
      processInstanceKey = key;
      state = State.IN_REVIEW;
    }
    return processInstanceKey == key;
  }

  boolean handOver(long from, long to) {
    Long key = processInstanceKey;
    if (key != null && key == from) {
      processInstanceKey = to;
      return true;
    }
    return key != null && key == to;
  }

  /** Moves on, unless it has ended. */
  void become(State next, Instant at) {
    if (state.isEnd()) {
      return;
    }
    state = next;
    closedAt = next.isEnd() ? at : null;
  }

  UUID actionId() {
    return actionId;
  }

  State state() {
    return state;
  }

  OptionalLong processInstanceKey() {
    Long key = processInstanceKey;
    return key == null ? OptionalLong.empty() : OptionalLong.of(key);
  }

  Instant requestedAt() {
    return requestedAt;
  }

  Optional<Instant> closedAt() {
    return Optional.ofNullable(closedAt);
  }
}
