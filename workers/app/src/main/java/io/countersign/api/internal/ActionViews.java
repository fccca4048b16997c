package io.countersign.api.internal;

import io.countersign.actions.ActionRequest;
import io.countersign.execution.EffectRunner;
import io.countersign.execution.Outcome;
import io.countersign.policy.Policy;
import io.countersign.policy.Ruling;
import io.countersign.requests.RequestedAction;
import io.countersign.review.ReviewDesk;
import io.countersign.review.Subject;
import io.countersign.review.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** A requested action as JSON, with what other modules know of it. */
@Component
class ActionViews {

  private final ReviewDesk desk;
  private final Policy policy;
  private final EffectRunner effects;

  ActionViews(ReviewDesk desk, Policy policy, EffectRunner effects) {
    this.desk = desk;
    this.policy = policy;
    this.effects = effects;
  }

  Map<String, Object> of(RequestedAction requested) {
    ActionRequest request = requested.action().request();
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", requested.action().id().toString());
    view.put("actionDigest", requested.action().digest());
    view.put("title", effects.describe(request));
    view.put("effect", request.effect());
    view.put("environment", request.environment());
    view.put("target", request.target());
    view.put("parameters", request.parameters());
    view.put("reason", request.reason());
    view.put("requestedBy", request.requestedBy());
    request.authors().onBehalfOf().ifPresent(person -> view.put("onBehalfOf", person));
    view.put("modifiedBy", request.authors().modifiedBy());
    request.supersedes().ifPresent(digest -> view.put("supersedes", digest));
    view.put("breakGlass", request.breakGlass());
    view.put("reversible", request.traits().reversible());
    request.traits().window().ifPresent(window -> view.put("window", window.toString()));
    view.put("executeBefore", request.executeBefore().toString());
    view.put("state", requested.state().name());
    requested
        .processInstanceKey()
        .ifPresent(key -> view.put("processInstanceKey", Long.toString(key)));
    ruling(requested, view);
    review(requested, view);
    outcome(requested, view);
    requested.endsAt().ifPresent(at -> view.put("endsAt", at.toString()));
    view.put("requestedAt", requested.requestedAt().toString());
    requested.closedAt().ifPresent(at -> view.put("closedAt", at.toString()));
    return view;
  }

  private void ruling(RequestedAction requested, Map<String, Object> view) {
    policy
        .ruling(requested.action().id())
        .ifPresent(
            ruling -> {
              view.put("ruling", String.join(" ", ruling.basis().why()));
              view.put("rules", ruling.basis().rules());
              switch (ruling) {
                case Ruling.Permitted permitted -> view.put("verdict", "permitted");
                case Ruling.Refused refused -> view.put("verdict", "refused");
                case Ruling.NeedsReview review -> {}
              }
            });
  }

  private void review(RequestedAction requested, Map<String, Object> view) {
    desk.roundOn(Subject.Kind.ACTION, requested.action().id())
        .ifPresent(
            round -> {
              view.put("review", round.id().toString());
              view.put("verdict", round.verdict().map(Verdict::wireName).orElse("pending"));
              view.put("approvedBy", ReleaseViews.approvers(round));
            });
  }

  private void outcome(RequestedAction requested, Map<String, Object> view) {
    effects
        .outcome(requested.action().id())
        .ifPresent(
            outcome -> {
              switch (outcome) {
                case Outcome.Done done -> {
                  view.put("outcome", "done");
                  view.put("receipt", done.receipt().facts());
                }
                case Outcome.Failed failed -> {
                  view.put("outcome", "failed");
                  view.put("fault", Map.of("code", failed.code(), "message", failed.message()));
                }
                case Outcome.Unknown unknown -> {
                  view.put("outcome", "unknown");
                  view.put("fault", Map.of("code", "Unknown", "message", unknown.why()));
                }
                case Outcome.Blocked blocked -> view.put("outcome", "pending");
              }
            });
  }
}
