package io.countersign.requests.internal;

import io.countersign.actions.ActionRequest;
import io.countersign.actions.Actions;
import io.countersign.actions.SealedAction;
import io.countersign.execution.EffectRunner;
import io.countersign.grants.GrantDesk;
import io.countersign.identity.Directory;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Resolution;
import io.countersign.requests.ActionReturned;
import io.countersign.requests.ActionWithdrawn;
import io.countersign.requests.StopResult;
import io.countersign.review.Channel;
import io.countersign.review.DecisionResult;
import io.countersign.review.EndingResult;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.Subject;
import io.countersign.review.Verdict;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Stops what was asked for: before it runs, or before its time is over. */
@Component
@Transactional
class Stops {

  private final Actions actions;
  private final ReviewDesk desk;
  private final GrantDesk grants;
  private final EffectRunner effects;
  private final Directory directory;
  private final ApplicationEventPublisher events;

  Stops(
      Actions actions,
      ReviewDesk desk,
      GrantDesk grants,
      EffectRunner effects,
      Directory directory,
      ApplicationEventPublisher events) {
    this.actions = actions;
    this.desk = desk;
    this.grants = grants;
    this.effects = effects;
    this.directory = directory;
    this.events = events;
  }

  StopResult withdraw(UUID actionId, LinkedIdentity who, Channel channel) {
    SealedAction action = actions.get(actionId);
    Optional<ReviewRound> round = desk.roundOn(Subject.Kind.ACTION, actionId);
    if (round.isPresent() && round.get().verdict().isEmpty()) {
      return switch (desk.withdraw(round.get().id(), who, channel)) {
        case EndingResult.Ended ended -> new StopResult.Stopped();
        case DecisionResult.Refused refused -> stop(refused);
      };
    }
    if (!mayStop(action.request(), Optional.empty(), who)) {
      return notAllowed(who, "withdraw it");
    }
    if (grants.annul(action)) {
      events.publishEvent(new ActionWithdrawn(actionId, name(who)));
      return new StopResult.Stopped();
    }
    return new StopResult.TooLate(
        round.flatMap(ReviewRound::verdict).isEmpty()
            ? "It is not under review yet. Try again in a moment."
            : "It is over: "
                + round.flatMap(ReviewRound::verdict).map(Verdict::wireName).orElse("")
                + ". Return it, if it is in force.");
  }

  private static StopResult stop(DecisionResult.Refused refused) {
    return switch (refused.reason()) {
      case ROUND_CLOSED, ROUND_EXPIRED, UNKNOWN_ROUND -> new StopResult.TooLate(refused.message());
      default -> new StopResult.NotAllowed(refused.message());
    };
  }

  StopResult giveBack(UUID actionId, LinkedIdentity who) {
    SealedAction action = actions.get(actionId);
    Optional<ReviewRound> round = desk.roundOn(Subject.Kind.ACTION, actionId);
    if (!mayStop(action.request(), round, who)) {
      return notAllowed(who, "return it");
    }
    if (!effects.endNow(actionId)) {
      return new StopResult.TooLate("It is not in force, so there is nothing to return.");
    }
    events.publishEvent(new ActionReturned(actionId, name(who)));
    return new StopResult.Stopped();
  }

  private String name(LinkedIdentity who) {
    return switch (directory.resolve(who)) {
      case Resolution.Known known -> known.person().id();
      case Resolution.IsAgent agent -> agent.agent().id();
      case Resolution.Unknown unknown -> throw new IllegalStateException(nobody(who));
      case Resolution.Disabled disabled -> throw new IllegalStateException(nobody(who));
    };
  }

  private static String nobody(LinkedIdentity who) {
    return "'" + who + "' may stop an action but is nobody.";
  }

  private static StopResult notAllowed(LinkedIdentity who, String what) {
    return new StopResult.NotAllowed(
        "'" + who + "' may not " + what + ": only who asked for it, for whom, or signed it may.");
  }

  private boolean mayStop(ActionRequest request, Optional<ReviewRound> signed, LinkedIdentity who) {
    Set<String> allowed = new HashSet<>(directory.standingBehind(request.requestedBy()));
    request.authors().onBehalfOf().ifPresent(allowed::add);
    signed.ifPresent(
        round ->
            round.seats().stream()
                .flatMap(seat -> seat.vote().stream())
                .forEach(vote -> allowed.add(vote.person())));
    return switch (directory.resolve(who)) {
      case Resolution.Known known -> allowed.contains(known.person().id());
      case Resolution.IsAgent agent -> agent.agent().id().equals(request.requestedBy());
      case Resolution.Unknown unknown -> false;
      case Resolution.Disabled disabled -> false;
    };
  }
}
