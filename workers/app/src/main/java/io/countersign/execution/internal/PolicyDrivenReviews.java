package io.countersign.execution.internal;

import io.countersign.actions.ActionRequest;
import io.countersign.actions.Actions;
import io.countersign.actions.SealedAction;
import io.countersign.execution.ActionReviews;
import io.countersign.execution.EffectRunner;
import io.countersign.grants.GrantDesk;
import io.countersign.identity.Directory;
import io.countersign.policy.Policy;
import io.countersign.policy.Ruling;
import io.countersign.review.Opening;
import io.countersign.review.OpeningResult;
import io.countersign.review.ReviewDesk;
import io.countersign.review.Subject;
import io.countersign.spi.EffectException;
import io.countersign.spi.Preview;
import io.countersign.support.CanonicalJson;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;

@Service
class PolicyDrivenReviews implements ActionReviews {

  private final Actions actions;
  private final Policy policy;
  private final GrantDesk grants;
  private final ReviewDesk desk;
  private final EffectRunner effects;
  private final Directory directory;
  private final MaskedSample sample;
  private final ExecutionProperties properties;
  private final Clock clock;

  PolicyDrivenReviews(
      Actions actions,
      Policy policy,
      GrantDesk grants,
      ReviewDesk desk,
      EffectRunner effects,
      Directory directory,
      MaskedSample sample,
      ExecutionProperties properties,
      Clock clock) {
    this.actions = actions;
    this.policy = policy;
    this.grants = grants;
    this.desk = desk;
    this.effects = effects;
    this.directory = directory;
    this.sample = sample;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public Ruling rule(UUID actionId) {
    SealedAction action = actions.get(actionId);
    Ruling ruling = policy.ruleOn(action);
    if (ruling instanceof Ruling.Permitted) {
      grants.issuePermitted(action);
    }
    return ruling;
  }

  @Override
  public OpeningResult open(UUID actionId) {
    SealedAction action = actions.get(actionId);
    if (!(policy.ruleOn(action) instanceof Ruling.NeedsReview ruling)) {
      return new OpeningResult.NoReviewer("Policy asks for no review of this action.");
    }
    return desk.open(
        new Opening(
            new Subject(Subject.Kind.ACTION, action.id(), action.digest()),
            ruling.requirements(),
            authors(action.request()),
            shown(action, ruling),
            properties.expiry(action.request(), clock.instant())));
  }

  private Set<String> authors(ActionRequest request) {
    Set<String> authors = new HashSet<>(directory.standingBehind(request.requestedBy()));
    request.authors().onBehalfOf().ifPresent(authors::add);
    authors.addAll(request.authors().modifiedBy());
    return authors;
  }

  private Map<String, Object> shown(SealedAction action, Ruling.NeedsReview ruling) {
    ActionRequest request = action.request();
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("type", "countersign/shown/v1");
    shown.put("title", effects.describe(request));
    shown.put("action", CanonicalJson.read(action.canonical()));
    shown.put("actionDigest", action.digest());
    shown.put("reversible", request.traits().reversible());
    shown.put("preview", preview(request));
    shown.put("requestedByName", name(request.requestedBy()));
    shown.put(
        "policy",
        Map.of(
            "decision", ruling.basis().decisionId(),
            "version", ruling.basis().version(),
            "rules", ruling.basis().rules(),
            "controls", ruling.basis().controls(),
            "why", ruling.basis().why(),
            "assurance", ruling.assurance().wireName()));
    request.input().ifPresent(input -> shown.put("sample", sample.of(input.sha256())));
    return shown;
  }

  /** What the effect itself says it would do. Without it nobody could see what they sign. */
  private Map<String, Object> preview(ActionRequest request) {
    try {
      Preview preview = effects.preview(request);
      return Map.of(
          "exact", preview.exact(),
          "revert", preview.revert(),
          "reach", preview.reach(),
          "warnings", preview.warnings());
    } catch (EffectException e) {
      throw new IllegalStateException(
          "What the action would do cannot be found out, so no review is opened: " + e.getMessage(),
          e);
    }
  }

  private String name(String id) {
    return switch (directory.resolve(id)) {
      case io.countersign.identity.Resolution.Known known -> known.person().name();
      case io.countersign.identity.Resolution.IsAgent agent -> agent.agent().name();
      default -> id;
    };
  }
}
