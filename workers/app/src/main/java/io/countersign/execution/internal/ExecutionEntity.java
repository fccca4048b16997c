package io.countersign.execution.internal;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An execution as stored. One per action. */
@Entity
@Table(name = "execution")
class ExecutionEntity {

  enum State {
    STARTED,
    DONE,
    FAILED,
    UNKNOWN
  }

  @Id private UUID id;
  private UUID actionId;

  @Enumerated(EnumType.STRING)
  private State state;

  private int attempts;
  private Instant startedAt;
  private @Nullable Instant endedAt;
  private @Nullable String receipt;
  private @Nullable String faultCode;
  private @Nullable String faultMessage;

  protected ExecutionEntity() {}

  ExecutionEntity(UUID id, UUID actionId, Instant startedAt) {
    this.id = id;
    this.actionId = actionId;
    this.state = State.STARTED;
    this.startedAt = startedAt;
  }

  void attempt() {
    attempts++;
  }

  void done(String content, Instant at) {
    state = State.DONE;
    receipt = content;
    endedAt = at;
    faultCode = null;
    faultMessage = null;
  }

  void failed(String code, String message, Instant at) {
    state = State.FAILED;
    faultCode = code;
    faultMessage = message;
    endedAt = at;
  }

  void unknown(String why, Instant at) {
    state = State.UNKNOWN;
    faultCode = "Unknown";
    faultMessage = why;
    endedAt = at;
  }

  UUID id() {
    return id;
  }

  State state() {
    return state;
  }

  String receipt() {
    return receipt == null ? "{}" : receipt;
  }

  String faultCode() {
    return faultCode == null ? "EffectFailed" : faultCode;
  }

  String faultMessage() {
    return faultMessage == null ? "" : faultMessage;
  }
}
