package io.countersign.review.internal;

import io.countersign.identity.LinkedIdentity;
import io.countersign.review.Attempt;
import io.countersign.review.Channel;
import io.countersign.review.Choice;
import io.countersign.review.Decision;
import io.countersign.review.DecisionResult;
import io.countersign.review.Refusal;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A refused decision as stored. */
@Entity
@Table(name = "review_refusal")
class RefusalEntity {

  @Id private UUID id;
  private UUID roundId;
  private String identity;

  @Enumerated(EnumType.STRING)
  private Attempt attempt;

  @Enumerated(EnumType.STRING)
  private @Nullable Choice choice;

  @Enumerated(EnumType.STRING)
  private DecisionResult.Reason reason;

  private String message;

  @Enumerated(EnumType.STRING)
  private Channel channel;

  private Instant refusedAt;

  protected RefusalEntity() {}

  RefusalEntity(
      UUID roundId,
      LinkedIdentity who,
      Attempt attempt,
      Channel channel,
      DecisionResult.Refused refused,
      Instant refusedAt) {
    this.id = UUID.randomUUID();
    this.roundId = roundId;
    this.identity = who.toString();
    this.attempt = attempt;
    this.reason = refused.reason();
    this.message = refused.message();
    this.channel = channel;
    this.refusedAt = refusedAt;
  }

  RefusalEntity(Decision decision, DecisionResult.Refused refused, Instant refusedAt) {
    this(
        decision.roundId(), decision.who(), Attempt.DECIDE, decision.channel(), refused, refusedAt);
    this.choice = decision.choice().orElse(null);
  }

  UUID roundId() {
    return roundId;
  }

  UUID id() {
    return id;
  }

  Refusal toRefusal() {
    return new Refusal(
        identity, attempt, Optional.ofNullable(choice), reason, message, channel, refusedAt);
  }
}
