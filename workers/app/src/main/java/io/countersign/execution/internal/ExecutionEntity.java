package io.countersign.execution.internal;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
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
  private boolean resting = true;
  private Instant startedAt;
  private @Nullable Instant endedAt;
  private @Nullable String receipt;
  private @Nullable Instant endsAt;
  private @Nullable Instant revertedAt;
  private @Nullable String revertReceipt;
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
    resting = false;
  }

  /**
   * @param until when it is over, for a temporary effect
   */
  void done(String content, Optional<Instant> until, Instant at) {
    endsAt = until.orElse(null);
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

  /** Moves the end of a temporary effect that is in force to now. */
  boolean endNow(Instant now) {
    boolean inForce = endsAt != null && revertedAt == null;
    if (inForce && now.isBefore(endsAt)) {
      endsAt = now;
    }
    return inForce;
  }

  /** Notes that it was taken back; answers whether this was the first time. */
  boolean reverted(String content, Instant at) {
    if (revertedAt != null) {
      return false;
    }
    revertedAt = at;
    revertReceipt = content;
    return true;
  }

  Optional<Instant> endsAt() {
    return Optional.ofNullable(endsAt);
  }

  Optional<String> revertReceipt() {
    return Optional.ofNullable(revertReceipt);
  }

  /** Notes that nothing has been attempted, or that every attempt certainly did nothing. */
  void rest() {
    resting = true;
  }

  boolean isResting() {
    return resting;
  }

  UUID actionId() {
    return actionId;
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
