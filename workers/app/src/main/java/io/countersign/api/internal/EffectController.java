package io.countersign.api.internal;

import io.countersign.access.Allowed;
import io.countersign.access.Caller;
import io.countersign.api.internal.Problems.Rejected;
import io.countersign.execution.EffectInfo;
import io.countersign.identity.Role;
import io.countersign.policy.Ruling;
import io.countersign.requests.PreviewResult;
import io.countersign.requests.RequestDesk;
import io.countersign.spi.EffectSchema;
import io.countersign.spi.Preview;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What can be asked for, and what would come of asking. */
@RestController
@RequestMapping("/api/v1")
class EffectController {

  private final RequestDesk requests;

  EffectController(RequestDesk requests) {
    this.requests = requests;
  }

  /** All effects. */
  record EffectList(List<EffectView> items) {}

  /**
   * An effect that can be asked for.
   *
   * @param store the value of the target's {@code store} that means it, where several bring it
   * @param reads whether it exports a dataset; those are released with {@code POST /releases}
   */
  record EffectView(
      String type,
      @Nullable String store,
      boolean reads,
      List<FieldView> target,
      List<FieldView> parameters) {}

  /** A field; {@code header.*} stands for every name that begins with {@code header.}. */
  record FieldView(
      String name, boolean required, @Nullable String pattern, int longest, String description) {}

  @Allowed({Role.REQUESTER, Role.REVIEWER, Role.AUDITOR, Role.OPERATOR})
  @GetMapping("/effects")
  EffectList list() {
    return new EffectList(requests.effects().stream().map(EffectController::view).toList());
  }

  private static EffectView view(EffectInfo effect) {
    return new EffectView(
        effect.type(),
        effect.store().orElse(null),
        effect.schema().reads(),
        effect.schema().target().stream().map(EffectController::view).toList(),
        effect.schema().parameters().stream().map(EffectController::view).toList());
  }

  private static FieldView view(EffectSchema.Field field) {
    return new FieldView(
        field.name(),
        field.required(),
        field.format().map(Object::toString).orElse(null),
        field.longest(),
        field.description());
  }

  /**
   * What would come of asking.
   *
   * @param title what would happen, in one sentence
   * @param ruling what policy would say now: permitted, review or refused
   * @param people who would have to sign
   * @param why one sentence per rule
   */
  record PreviewView(
      String title,
      boolean reversible,
      @Nullable String window,
      String trust,
      Preview preview,
      String ruling,
      List<Ruling.Requirement> people,
      List<String> rules,
      List<String> why) {}

  /** Takes what {@code POST /actions} takes; stores nothing. */
  @Allowed(Role.REQUESTER)
  @PostMapping("/actions/preview")
  PreviewView preview(
      @RequestBody ActionController.ActionBody body,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    Scopes.check(caller, String.valueOf(body.effect()));
    return switch (requests.preview(body.by(caller.id()))) {
      case PreviewResult.Possible possible -> view(possible);
      case PreviewResult.Rejected rejected ->
          throw new Rejected(
              HttpStatus.UNPROCESSABLE_CONTENT, "ActionRejected", rejected.problems());
    };
  }

  private static PreviewView view(PreviewResult.Possible possible) {
    Ruling ruling = possible.ruling();
    return new PreviewView(
        possible.title(),
        possible.traits().reversible(),
        possible.traits().window().map(Duration::toString).orElse(null),
        possible.traits().trust(),
        possible.preview(),
        switch (ruling) {
          case Ruling.Permitted permitted -> "permitted";
          case Ruling.NeedsReview review -> "review";
          case Ruling.Refused refused -> "refused";
        },
        ruling instanceof Ruling.NeedsReview review ? review.requirements() : List.of(),
        ruling.basis().rules(),
        ruling.basis().why());
  }
}
