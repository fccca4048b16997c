package io.countersign.grants.internal;

import io.countersign.actions.Actions;
import io.countersign.actions.SealedAction;
import io.countersign.grants.GrantAnnulled;
import io.countersign.grants.GrantDesk;
import io.countersign.grants.GrantIssued;
import io.countersign.grants.GrantRedeemed;
import io.countersign.grants.Redemption;
import io.countersign.policy.Policy;
import io.countersign.policy.Ruling;
import io.countersign.review.RoundSettled;
import io.countersign.review.Subject;
import io.countersign.review.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional
class StoredGrantDesk implements GrantDesk {

  private final GrantRepository grants;
  private final Actions actions;
  private final Policy policy;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  StoredGrantDesk(
      GrantRepository grants,
      Actions actions,
      Policy policy,
      ApplicationEventPublisher events,
      Clock clock) {
    this.grants = grants;
    this.actions = actions;
    this.policy = policy;
    this.events = events;
    this.clock = clock;
  }

  /** Issues the grant in the transaction in which the last seat was filled. */
  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void onSettled(RoundSettled settled) {
    Subject subject = settled.subject();
    if (settled.verdict() != Verdict.APPROVED || subject.kind() != Subject.Kind.ACTION) {
      return;
    }
    SealedAction action = actions.get(subject.id());
    if (!action.digest().equals(subject.digest())) {
      throw new IllegalStateException(
          "Round " + settled.roundId() + " approved another digest than its action has.");
    }
    issue(action, "round:" + settled.roundId());
  }

  @Override
  public void issuePermitted(SealedAction action) {
    Ruling ruling =
        policy
            .ruling(action.id())
            .orElseThrow(() -> new IllegalStateException("No ruling on action " + action.id()));
    if (!(ruling instanceof Ruling.Permitted permitted)) {
      throw new IllegalStateException(
          "Policy does not permit action " + action.id() + " without a review.");
    }
    issue(action, "policy:" + permitted.basis().decisionId() + ":" + permitted.basis().version());
  }

  private void issue(SealedAction action, String basis) {
    if (!grants.existsById(action.id())) {
      grants.save(
          new GrantEntity(
              action.id(),
              action.digest(),
              basis,
              clock.instant(),
              action.request().executeBefore()));
      events.publishEvent(new GrantIssued(action.id()));
    }
  }

  @Override
  public Redemption redeem(SealedAction action, UUID executionId) {
    Instant now = clock.instant();
    if (grants.redeem(action.id(), action.digest(), executionId, now) == 1) {
      events.publishEvent(new GrantRedeemed(action.id(), executionId));
      return new Redemption.Redeemed();
    }
    return new Redemption.Refused(whyNot(action, now));
  }

  private String whyNot(SealedAction action, Instant now) {
    Optional<GrantEntity> grant = grants.findById(action.id());
    if (grant.isEmpty()) {
      return "Nobody approved action " + action.digest() + ", so there is no grant to redeem.";
    }
    if (grant.get().redeemedAt().isPresent()) {
      return "The grant of action "
          + action.digest()
          + " was spent at "
          + grant.get().redeemedAt().get()
          + " and cannot be spent again.";
    }
    if (grant.get().annulledAt().isPresent()) {
      return "The grant of action "
          + action.digest()
          + " was taken away at "
          + grant.get().annulledAt().get()
          + ". Ask for the action again.";
    }
    if (!now.isBefore(grant.get().expiresAt())) {
      return "The grant of action "
          + action.digest()
          + " expired at "
          + grant.get().expiresAt()
          + ". Ask for the action again.";
    }
    return "The grant of action " + action.id() + " is bound to another digest.";
  }

  @Override
  public boolean annul(SealedAction action) {
    boolean annulled = grants.annul(action.id(), clock.instant()) == 1;
    if (annulled) {
      events.publishEvent(new GrantAnnulled(action.id()));
    }
    return annulled;
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<UUID> spentOn(UUID actionId) {
    return grants.findById(actionId).flatMap(GrantEntity::executionId);
  }
}
