package io.countersign.requests.internal;

import io.countersign.actions.ActionRequest;
import io.countersign.execution.EffectRunner;
import io.countersign.execution.Outcome;
import io.countersign.policy.Policy;
import io.countersign.policy.Ruling;
import io.countersign.requests.ActionRecord;
import io.countersign.requests.ActionRecord.Fault;
import io.countersign.requests.RequestedAction;
import io.countersign.review.Choice;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.Subject;
import io.countersign.review.Verdict;
import io.countersign.review.Vote;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gathers what the modules know of a requested action. */
@Component
class Records {

  private final ReviewDesk desk;
  private final Policy policy;
  private final EffectRunner effects;

  Records(ReviewDesk desk, Policy policy, EffectRunner effects) {
    this.desk = desk;
    this.policy = policy;
    this.effects = effects;
  }

  ActionRecord of(RequestedAction requested) {
    ActionRequest request = requested.action().request();
    Optional<Ruling> ruling = policy.ruling(requested.action().id());
    Optional<ReviewRound> round = desk.roundOn(Subject.Kind.ACTION, requested.action().id());
    Optional<Outcome> outcome = effects.outcome(requested.action().id());
    return new ActionRecord(
        requested.action().id(),
        requested.action().digest(),
        effects.describe(request),
        request.effect(),
        request.environment(),
        new TreeMap<>(request.target()),
        new TreeMap<>(request.parameters()),
        request.reason(),
        request.requestedBy(),
        request.authors().onBehalfOf().orElse(null),
        new TreeSet<>(request.authors().modifiedBy()),
        request.supersedes().orElse(null),
        request.breakGlass(),
        request.traits().reversible(),
        request.traits().window().map(Duration::toString).orElse(null),
        request.executeBefore(),
        requested.state(),
        requested.processInstanceKey().isPresent()
            ? Long.toString(requested.processInstanceKey().getAsLong())
            : null,
        ruling.map(said -> String.join(" ", said.basis().why())).orElse(null),
        ruling.map(said -> said.basis().rules()).orElse(null),
        verdict(ruling, round),
        round.map(found -> found.id().toString()).orElse(null),
        round.map(Records::approvers).orElse(null),
        outcome.map(Records::word).orElse(null),
        outcome.map(Records::receipt).orElse(null),
        outcome.map(Records::fault).orElse(null),
        requested.endsAt().orElse(null),
        requested.requestedAt(),
        requested.closedAt().orElse(null));
  }

  private static @Nullable String verdict(Optional<Ruling> ruling, Optional<ReviewRound> round) {
    if (round.isPresent()) {
      return round.get().verdict().map(Verdict::wireName).orElse("pending");
    }
    return switch (ruling.orElse(null)) {
      case Ruling.Permitted permitted -> "permitted";
      case Ruling.Refused refused -> "refused";
      case null, default -> null;
    };
  }

  private static List<String> approvers(ReviewRound round) {
    return round.seats().stream()
        .flatMap(seat -> seat.vote().stream())
        .filter(vote -> vote.choice() == Choice.APPROVE)
        .map(Vote::person)
        .toList();
  }

  private static String word(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done done -> "done";
      case Outcome.Failed failed -> "failed";
      case Outcome.Unknown unknown -> "unknown";
      case Outcome.Blocked blocked -> "pending";
    };
  }

  private static @Nullable Map<String, Object> receipt(Outcome outcome) {
    return outcome instanceof Outcome.Done done ? new TreeMap<>(done.receipt().facts()) : null;
  }

  private static @Nullable Fault fault(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Failed failed -> new Fault(failed.code(), failed.message());
      case Outcome.Unknown unknown -> new Fault("Unknown", unknown.why());
      default -> null;
    };
  }
}
