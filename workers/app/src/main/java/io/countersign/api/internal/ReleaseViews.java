package io.countersign.api.internal;

import io.countersign.execution.EffectRunner;
import io.countersign.execution.Outcome;
import io.countersign.policy.Policy;
import io.countersign.policy.Ruling;
import io.countersign.releases.ProgressBoard;
import io.countersign.releases.Release;
import io.countersign.review.Choice;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.Subject;
import io.countersign.review.Verdict;
import io.countersign.review.Vote;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A release as JSON, with what other modules know of it. */
@Component
class ReleaseViews {

  private final ReviewDesk desk;
  private final Policy policy;
  private final EffectRunner effects;
  private final ProgressBoard board;

  ReleaseViews(ReviewDesk desk, Policy policy, EffectRunner effects, ProgressBoard board) {
    this.desk = desk;
    this.policy = policy;
    this.effects = effects;
    this.board = board;
  }

  ReleaseView of(Release release) {
    Optional<ReviewRound> plan = desk.roundOn(Subject.Kind.MASKING_PLAN, release.id());
    Optional<ReviewRound> export = desk.roundOn(Subject.Kind.ACTION, release.id());
    Optional<Ruling> ruling = export.isPresent() ? Optional.empty() : policy.ruling(release.id());
    Optional<Outcome> outcome = effects.outcome(release.id());
    Release.Preparation found = release.preparation();
    return new ReleaseView(
        release.id(),
        release.dataset(),
        release.source().toString(),
        release.destination().toString(),
        release.reason(),
        release.requestedBy(),
        release.state(),
        release.processInstanceKey().isPresent()
            ? Long.toString(release.processInstanceKey().getAsLong())
            : null,
        release.amendment().supersedes().orElse(null),
        release.supersededBy().orElse(null),
        new TreeSet<>(release.amendment().modifiedBy()),
        found.sourceSha256().orElse(null),
        found.planDigest().orElse(null),
        found.maskedSha256().orElse(null),
        number(found.rowsIn()),
        number(found.rowsOut()),
        number(found.cellsMasked()),
        number(found.survivors()),
        release.state().isEnd() ? null : board.step(release.id()).orElse(null),
        plan.map(round -> round.id().toString()).orElse(null),
        plan.map(ReleaseViews::verdict).orElse(null),
        export.map(round -> round.id().toString()).orElse(null),
        export.map(round -> round.subject().digest()).orElse(null),
        export.map(ReleaseViews::verdict).or(() -> ruling.map(ReleaseViews::verdict)).orElse(null),
        export.map(ReleaseViews::approvers).orElse(null),
        ruling.map(said -> String.join(" ", said.basis().why())).orElse(null),
        outcome.map(ReleaseViews::word).orElse(null),
        outcome.map(ReleaseViews::receipt).orElse(null),
        release.fault().orElse(null),
        release.requestedAt(),
        release.closedAt().orElse(null));
  }

  private static @Nullable Long number(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  private static String verdict(ReviewRound round) {
    return round.verdict().map(Verdict::wireName).orElse("pending");
  }

  private static String verdict(Ruling ruling) {
    return ruling instanceof Ruling.Permitted ? "permitted" : "refused";
  }

  static List<String> approvers(ReviewRound round) {
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
}
