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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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

  Map<String, Object> of(Release release) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", release.id().toString());
    view.put("dataset", release.dataset());
    view.put("source", release.source().toString());
    view.put("destination", release.destination().toString());
    view.put("reason", release.reason());
    view.put("requestedBy", release.requestedBy());
    view.put("state", release.state().name());
    release
        .processInstanceKey()
        .ifPresent(key -> view.put("processInstanceKey", Long.toString(key)));
    release.amendment().supersedes().ifPresent(id -> view.put("supersedes", id.toString()));
    release.supersededBy().ifPresent(id -> view.put("supersededBy", id.toString()));
    view.put("modifiedBy", release.amendment().modifiedBy());
    preparation(release.preparation(), view);
    progress(release, view);
    review(release, view);
    outcome(release, view);
    release.fault().ifPresent(fault -> view.put("fault", fault));
    view.put("requestedAt", release.requestedAt().toString());
    release.closedAt().ifPresent(at -> view.put("closedAt", at.toString()));
    return view;
  }

  private static void preparation(Release.Preparation found, Map<String, Object> view) {
    found.sourceSha256().ifPresent(value -> view.put("sourceSha256", value));
    found.planDigest().ifPresent(value -> view.put("maskingPlan", value));
    found.maskedSha256().ifPresent(value -> view.put("maskedSha256", value));
    put(view, "rowsIn", found.rowsIn());
    put(view, "rowsOut", found.rowsOut());
    put(view, "cellsMasked", found.cellsMasked());
    put(view, "survivors", found.survivors());
  }

  private static void put(Map<String, Object> view, String name, OptionalLong value) {
    value.ifPresent(number -> view.put(name, number));
  }

  private void progress(Release release, Map<String, Object> view) {
    if (!release.state().isEnd()) {
      board.step(release.id()).ifPresent(step -> view.put("progress", step));
    }
  }

  private void review(Release release, Map<String, Object> view) {
    Optional<ReviewRound> plan = desk.roundOn(Subject.Kind.MASKING_PLAN, release.id());
    plan.ifPresent(
        round -> {
          view.put("planReview", round.id().toString());
          view.put("planVerdict", verdict(round));
        });
    Optional<ReviewRound> action = desk.roundOn(Subject.Kind.ACTION, release.id());
    if (action.isPresent()) {
      ReviewRound round = action.get();
      view.put("review", round.id().toString());
      view.put("actionDigest", round.subject().digest());
      view.put("verdict", verdict(round));
      view.put("approvedBy", approvers(round));
      return;
    }
    policy
        .ruling(release.id())
        .ifPresent(
            ruling -> {
              view.put("verdict", ruling instanceof Ruling.Permitted ? "permitted" : "refused");
              view.put("ruling", String.join(" ", ruling.basis().why()));
            });
  }

  private static String verdict(ReviewRound round) {
    return round.verdict().map(Verdict::wireName).orElse("pending");
  }

  static List<String> approvers(ReviewRound round) {
    return round.seats().stream()
        .flatMap(seat -> seat.vote().stream())
        .filter(vote -> vote.choice() == Choice.APPROVE)
        .map(Vote::person)
        .toList();
  }

  private void outcome(Release release, Map<String, Object> view) {
    effects
        .outcome(release.id())
        .ifPresent(
            outcome -> {
              switch (outcome) {
                case Outcome.Done done -> {
                  view.put("outcome", "done");
                  view.put("receipt", done.receipt().facts());
                }
                case Outcome.Failed failed -> view.put("outcome", "failed");
                case Outcome.Unknown unknown -> view.put("outcome", "unknown");
                case Outcome.Blocked blocked -> view.put("outcome", "pending");
              }
            });
  }
}
