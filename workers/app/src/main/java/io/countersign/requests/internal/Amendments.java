package io.countersign.requests.internal;

import io.countersign.actions.ActionRequest;
import io.countersign.actions.Actions;
import io.countersign.actions.SealedAction;
import io.countersign.execution.EffectRunner;
import io.countersign.identity.Directory;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Person;
import io.countersign.identity.Resolution;
import io.countersign.requests.ChangeResult;
import io.countersign.requests.Changes;
import io.countersign.requests.RequestedAction;
import io.countersign.review.Channel;
import io.countersign.review.DecisionResult;
import io.countersign.review.EndingResult;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Approval with changes: what a reviewer would sign instead becomes an action of its own, and the
 * reviewer one of its authors.
 */
@Component
@Transactional
class Amendments {

  private final ReviewDesk desk;
  private final Actions actions;
  private final EffectRunner effects;
  private final Directory directory;
  private final RequestStore store;

  Amendments(
      ReviewDesk desk,
      Actions actions,
      EffectRunner effects,
      Directory directory,
      RequestStore store) {
    this.desk = desk;
    this.actions = actions;
    this.effects = effects;
    this.directory = directory;
    this.store = store;
  }

  ChangeResult change(UUID roundId, Changes changes, LinkedIdentity who, Channel channel) {
    Optional<DecisionResult.Refused> refused = desk.mayChange(roundId, who, channel);
    if (refused.isPresent()) {
      return new ChangeResult.Refused(refused.get().reason().name(), refused.get().message());
    }
    ReviewRound round = desk.round(roundId).orElseThrow();
    if (round.subject().kind() != Subject.Kind.ACTION
        || store.find(round.subject().id()).isEmpty()) {
      return new ChangeResult.Rejected(
          List.of("This review is not about a requested action. Deny it and say what to change."));
    }
    SealedAction before = actions.get(round.subject().id());
    ActionRequest after = changed(before, changes, person(who));
    List<String> problems = problems(before.request(), after);
    return problems.isEmpty() ? replace(round, before, after) : new ChangeResult.Rejected(problems);
  }

  private ChangeResult replace(ReviewRound round, SealedAction before, ActionRequest after) {
    store.giveWay(before.id());
    RequestedAction next = store.create(effects.withTraits(after));
    return switch (desk.supersede(round.id(), next.action().digest())) {
      case EndingResult.Ended ended -> new ChangeResult.Changed(next);
      case DecisionResult.Refused lost ->
          throw new IllegalStateException(
              "Round " + round.id() + " ended under its own lock: " + lost.message());
    };
  }

  private List<String> problems(ActionRequest before, ActionRequest after) {
    if (before.target().equals(after.target()) && before.parameters().equals(after.parameters())) {
      return List.of("Nothing is changed. Approve it as it is, or say what to change.");
    }
    List<String> problems = new ArrayList<>(effects.problems(after));
    if (problems.isEmpty()) {
      problems.addAll(effects.widenings(before, after));
    }
    return problems;
  }

  private static ActionRequest changed(SealedAction before, Changes changes, String modifier) {
    ActionRequest request = before.request();
    return new ActionRequest(
        request.effect(),
        request.environment(),
        merged(request.target(), changes.target()),
        merged(request.parameters(), changes.parameters()),
        request.input(),
        request.data(),
        request.traits(),
        request.authors().and(modifier),
        request.reason(),
        request.breakGlass(),
        Optional.of(before.digest()),
        request.executeBefore());
  }

  private static Map<String, String> merged(Map<String, String> old, Map<String, String> changed) {
    Map<String, String> merged = new HashMap<>(old);
    merged.putAll(changed);
    return merged;
  }

  private String person(LinkedIdentity who) {
    if (directory.resolve(who) instanceof Resolution.Known(Person person)) {
      return person.id();
    }
    throw new IllegalStateException("'" + who + "' may change a request but is nobody.");
  }
}
