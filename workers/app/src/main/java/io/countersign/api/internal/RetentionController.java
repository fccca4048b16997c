package io.countersign.api.internal;

import io.countersign.access.Allowed;
import io.countersign.access.Caller;
import io.countersign.api.internal.Problems.Rejected;
import io.countersign.evidence.LegalHold;
import io.countersign.evidence.LegalHold.Scope;
import io.countersign.evidence.LegalHolds;
import io.countersign.evidence.LegalHolds.Answer;
import io.countersign.evidence.Retention;
import io.countersign.evidence.Retention.Deletion;
import io.countersign.evidence.Retention.Result;
import io.countersign.identity.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Legal holds, and what retention erases. */
@RestController
@RequestMapping("/api/v1/evidence")
class RetentionController {

  private static final int MOST_DELETIONS = 10_000;

  private final LegalHolds holds;
  private final Retention retention;

  RetentionController(LegalHolds holds, Retention retention) {
    this.holds = holds;
    this.retention = retention;
  }

  record NewHold(
      @Nullable String matter,
      @Nullable String reason,
      @Nullable UUID action,
      @Nullable String dataset,
      @Nullable String person) {}

  record End(@Nullable String reason) {}

  /** All holds, also those that ended. */
  @Allowed({Role.AUDITOR, Role.OPERATOR})
  @GetMapping("/holds")
  Map<String, Object> holds() {
    return Map.of("items", holds.list().stream().map(RetentionController::view).toList());
  }

  /** Places a hold. */
  @Allowed({Role.AUDITOR, Role.OPERATOR})
  @PostMapping("/holds")
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, Object> place(
      @RequestBody NewHold body, @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    Scope scope =
        new Scope(
            Optional.ofNullable(body.action()),
            Optional.ofNullable(body.dataset()),
            Optional.ofNullable(body.person()));
    return answer(holds.place(text(body.matter()), text(body.reason()), scope, caller.id()));
  }

  /** Ends a hold that somebody else placed. */
  @Allowed({Role.AUDITOR, Role.OPERATOR})
  @PostMapping("/holds/{id}/release")
  Map<String, Object> release(
      @PathVariable UUID id,
      @RequestBody End body,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    return answer(holds.release(id, text(body.reason()), caller.id()));
  }

  /** What retention would erase now. */
  @Allowed({Role.AUDITOR, Role.OPERATOR})
  @GetMapping("/retention")
  Map<String, Object> preview() {
    return Map.of("applied", false, "items", retention.preview());
  }

  /** Erases what is due, in the caller's name. */
  @Allowed(Role.OPERATOR)
  @PostMapping("/retention/runs")
  Map<String, Object> run(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    List<Result> results = retention.apply(caller.id());
    return Map.of("applied", true, "items", results);
  }

  /** What was erased, by which rule, and why. */
  @Allowed({Role.AUDITOR, Role.OPERATOR})
  @GetMapping("/deletions")
  Map<String, Object> deletions(@RequestParam(defaultValue = "500") int limit) {
    List<Deletion> deletions = retention.deletions(Math.clamp(limit, 1, MOST_DELETIONS));
    return Map.of("items", deletions);
  }

  private static Map<String, Object> answer(Answer answer) {
    return switch (answer) {
      case Answer.Done done -> view(done.hold());
      case Answer.Unknown unknown ->
          throw new Rejected(HttpStatus.NOT_FOUND, "NotFound", List.of(unknown.what()));
      case Answer.Refused refused ->
          throw new Rejected(HttpStatus.CONFLICT, "NotDone", List.of(refused.why()));
    };
  }

  private static Map<String, Object> view(LegalHold hold) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", hold.id().toString());
    view.put("matter", hold.matter());
    view.put("reason", hold.reason());
    hold.scope().action().ifPresent(action -> view.put("action", action.toString()));
    hold.scope().dataset().ifPresent(dataset -> view.put("dataset", dataset));
    hold.scope().person().ifPresent(person -> view.put("person", person));
    view.put("placedBy", hold.placedBy());
    view.put("placedAt", hold.placedAt().toString());
    hold.release()
        .ifPresent(
            release -> {
              view.put("releasedBy", release.by());
              view.put("releasedAt", release.at().toString());
              view.put("releaseReason", release.reason());
            });
    return view;
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
