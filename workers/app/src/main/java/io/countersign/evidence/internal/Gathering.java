package io.countersign.evidence.internal;

import io.countersign.actions.ActionRequest;
import io.countersign.actions.ActionRequest.InputDataset;
import io.countersign.actions.Actions;
import io.countersign.actions.SealedAction;
import io.countersign.evidence.ActionRecord;
import io.countersign.execution.EffectRunner;
import io.countersign.execution.Outcome;
import io.countersign.policy.Policy;
import io.countersign.policy.Ruling;
import io.countersign.policy.Ruling.Basis;
import io.countersign.policy.Ruling.Requirement;
import io.countersign.record.Erasure;
import io.countersign.record.Erasures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Brings together what the modules know of one action. */
@Component
class Gathering {

  private final Actions actions;
  private final Policy policy;
  private final EffectRunner effects;
  private final Names names;
  private final GatheredReviews reviews;
  private final GatheredProof proof;
  private final Erasures erasures;

  Gathering(
      Actions actions,
      Policy policy,
      EffectRunner effects,
      Names names,
      GatheredReviews reviews,
      GatheredProof proof,
      Erasures erasures) {
    this.actions = actions;
    this.policy = policy;
    this.effects = effects;
    this.names = names;
    this.reviews = reviews;
    this.proof = proof;
    this.erasures = erasures;
  }

  @Transactional(readOnly = true)
  public Optional<ActionRecord> record(UUID actionId) {
    try {
      return Optional.of(record(actions.recall(actionId)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private ActionRecord record(SealedAction action) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("type", ActionRecord.TYPE);
    content.put("action", action(action));
    erasures.of(action.id()).ifPresent(erasure -> content.put("erasure", erasure(erasure)));
    policy.ruling(action.id()).ifPresent(ruling -> content.put("ruling", ruling(ruling)));
    content.put("reviews", reviews.on(action.id()));
    outcome(action.id()).ifPresent(outcome -> content.put("outcome", outcome));
    content.put("ledger", proof.entries(action.id()));
    content.put("findings", proof.findings(action.id()));
    return new ActionRecord(content);
  }

  private Map<String, Object> action(SealedAction action) {
    ActionRequest request = action.request();
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("id", action.id().toString());
    content.put("digest", action.digest());
    content.put("title", effects.describe(request));
    content.put("effect", request.effect());
    content.put("environment", request.environment());
    content.put("reason", request.reason());
    content.put("breakGlass", request.breakGlass());
    content.put("executeBefore", request.executeBefore().toString());
    content.put("requestedBy", names.of(request.requestedBy()));
    request.authors().onBehalfOf().ifPresent(who -> content.put("onBehalfOf", names.of(who)));
    content.put(
        "modifiedBy",
        new TreeSet<>(request.authors().modifiedBy()).stream().map(names::of).toList());
    request.supersedes().ifPresent(digest -> content.put("supersedes", digest));
    content.put("reversible", request.traits().reversible());
    request.traits().window().ifPresent(window -> content.put("window", window.toString()));
    request.input().ifPresent(input -> content.put("input", input(input)));
    if (!request.data().equals(ActionRequest.DataFacts.NONE)) {
      content.put("data", data(request.data()));
    }
    return content;
  }

  private Map<String, Object> erasure(Erasure erasure) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("at", erasure.at().toString());
    content.put("by", names.of(erasure.by()));
    content.put("rule", erasure.rule());
    content.put("reason", erasure.reason());
    content.put("parameters", erasure.parameters().stream().sorted().toList());
    content.put("texts", erasure.texts());
    return content;
  }

  private static Map<String, Object> input(InputDataset input) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("dataset", input.dataset());
    content.put("rows", input.rows());
    content.put("bytes", input.bytes());
    content.put("sha256", input.sha256());
    content.put("sourceSha256", input.sourceSha256());
    content.put("maskingPlan", input.maskingPlan());
    return content;
  }

  private static Map<String, Object> data(ActionRequest.DataFacts data) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("identifiersMasked", data.identifiersMasked());
    content.put("waivers", data.waivers());
    content.put("residualRisk", data.residualRisk());
    content.put(
        "columns",
        data.columns().stream()
            .map(
                column ->
                    Map.of(
                        "name", column.name(),
                        "class", column.dataClass(),
                        "treatment", column.treatment()))
            .toList());
    return content;
  }

  private static Map<String, Object> ruling(Ruling ruling) {
    Basis basis = ruling.basis();
    Map<String, Object> content = new LinkedHashMap<>();
    List<Requirement> requirements =
        switch (ruling) {
          case Ruling.Permitted permitted -> {
            content.put("verdict", "permitted");
            yield List.of();
          }
          case Ruling.Refused refused -> {
            content.put("verdict", "refused");
            yield List.of();
          }
          case Ruling.NeedsReview review -> {
            content.put("verdict", "review");
            yield review.requirements();
          }
        };
    content.put("decision", basis.decisionId());
    content.put("version", basis.version());
    basis.digest().ifPresent(digest -> content.put("digest", digest));
    content.put("rules", basis.rules());
    content.put("controls", basis.controls());
    content.put("why", basis.why());
    content.put(
        "requirements",
        requirements.stream()
            .map(need -> Map.of("group", need.group(), "people", need.people()))
            .toList());
    return content;
  }

  private Optional<Map<String, Object>> outcome(UUID actionId) {
    return effects
        .outcome(actionId)
        .map(
            outcome -> {
              Map<String, Object> content = new LinkedHashMap<>();
              switch (outcome) {
                case Outcome.Done done -> {
                  content.put("state", "done");
                  content.put("receipt", done.receipt().facts());
                }
                case Outcome.Failed failed -> {
                  content.put("state", "failed");
                  content.put("code", failed.code());
                  content.put("message", failed.message());
                }
                case Outcome.Unknown unknown -> {
                  content.put("state", "unknown");
                  content.put("message", unknown.why());
                }
                case Outcome.Blocked blocked -> {
                  content.put("state", "waiting");
                  content.put("message", blocked.message());
                }
              }
              effects.endsAt(actionId).ifPresent(at -> content.put("endsAt", at.toString()));
              return content;
            });
  }
}
