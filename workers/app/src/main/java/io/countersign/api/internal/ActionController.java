package io.countersign.api.internal;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.countersign.access.Allowed;
import io.countersign.access.Caller;
import io.countersign.api.internal.Pages.Page;
import io.countersign.api.internal.Problems.Rejected;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Role;
import io.countersign.releases.ReleaseChange;
import io.countersign.releases.ReleaseDesk;
import io.countersign.requests.ActionRecord;
import io.countersign.requests.Ask;
import io.countersign.requests.AskResult;
import io.countersign.requests.ChangeResult;
import io.countersign.requests.Changes;
import io.countersign.requests.RequestDesk;
import io.countersign.requests.RequestedAction;
import io.countersign.requests.StopResult;
import io.countersign.review.Channel;
import io.countersign.sight.Sight;
import io.countersign.support.Position;
import io.countersign.support.Waiting;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class ActionController {

  private final RequestDesk requests;
  private final ReleaseDesk releases;
  private final ReleaseViews releaseViews;
  private final Waiting waiting;
  private final Sight sight;

  ActionController(
      RequestDesk requests,
      ReleaseDesk releases,
      ReleaseViews releaseViews,
      Waiting waiting,
      Sight sight) {
    this.requests = requests;
    this.sight = sight;
    this.waiting = waiting;
    this.releases = releases;
    this.releaseViews = releaseViews;
  }

  /** What a caller asks for; who asks is known from the token alone. */
  record ActionBody(
      @Nullable String effect,
      @Nullable Map<String, String> target,
      @Nullable Map<String, String> parameters,
      @Nullable String onBehalfOf,
      @Nullable String reason,
      @Nullable Boolean breakGlass,
      @Nullable String validFor) {

    Ask by(String caller) {
      return new Ask(
          required(effect, "effect"),
          values(target, "target"),
          values(parameters, "parameters"),
          caller,
          Optional.ofNullable(onBehalfOf).filter(text -> !text.isBlank()),
          reason == null ? "" : reason,
          Boolean.TRUE.equals(breakGlass),
          Optional.ofNullable(validFor).map(ActionController::duration));
    }
  }

  /**
   * An action that was asked for.
   *
   * @param already whether the same was asked for before and is still under way
   */
  record Asked(@JsonUnwrapped ActionRecord action, boolean already) {}

  /** 202 with a new action, or 200 with the one under way that asks for the same. */
  @Allowed(Role.REQUESTER)
  @PostMapping("/actions")
  ResponseEntity<Asked> ask(
      @RequestBody ActionBody body,
      @RequestHeader(name = IdempotencyFilter.HEADER, required = false) @Nullable String key,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    Scopes.check(caller, required(body.effect(), "effect"));
    Ask ask = body.by(caller.id());
    return switch (key == null ? requests.ask(ask) : requests.ask(ask, key)) {
      case AskResult.Accepted accepted ->
          ResponseEntity.status(accepted.already() ? HttpStatus.OK : HttpStatus.ACCEPTED)
              .body(new Asked(requests.record(accepted.action()), accepted.already()));
      case AskResult.Rejected rejected ->
          throw new Rejected(
              HttpStatus.UNPROCESSABLE_CONTENT, "ActionRejected", rejected.problems());
    };
  }

  /** With {@code wait}: answers once it has run or will not, or is not as the caller has it. */
  @Allowed({Role.REQUESTER, Role.REVIEWER, Role.AUDITOR, Role.OPERATOR})
  @GetMapping("/actions/{id}")
  ResponseEntity<ActionRecord> get(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String wait,
      @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String known,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    Duration patience = Patience.of(wait);
    if (known != null) {
      return Etags.tagged(
          waiting.until(
              caller.id(),
              patience,
              () -> requests.record(find(id, caller)),
              action -> !known.equals(Etags.of(action))));
    }
    if (!patience.isZero()) {
      find(id, caller);
      waiting.until(caller.id(), patience, () -> requests.isSettled(id), settled -> settled);
    }
    return Etags.tagged(requests.record(find(id, caller)));
  }

  @Allowed({Role.REQUESTER, Role.REVIEWER, Role.AUDITOR, Role.OPERATOR})
  @GetMapping("/actions")
  Page<ActionRecord> list(
      @RequestParam(defaultValue = "20") int limit,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    int most = Pages.limit(limit);
    return Pages.of(
        requests.list(Pages.cursor(cursor), most),
        most,
        action -> new Position(action.requestedAt(), action.action().id()),
        action -> sight.knowsOf(caller, action),
        requests::record);
  }

  @Allowed(Role.REQUESTER)
  @PostMapping("/actions/{id}/withdraw")
  ActionRecord withdraw(
      @PathVariable UUID id,
      @RequestHeader(name = "User-Agent", defaultValue = "") String userAgent,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    find(id, caller);
    return stopped(
        id, caller, requests.withdraw(id, who(caller), ReviewController.channel(userAgent)));
  }

  @Allowed(Role.REQUESTER)
  @PostMapping("/actions/{id}/return")
  ActionRecord giveBack(@PathVariable UUID id, @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    find(id, caller);
    return stopped(id, caller, requests.giveBack(id, who(caller)));
  }

  private ActionRecord stopped(UUID id, Caller caller, StopResult result) {
    return switch (result) {
      case StopResult.Stopped stopped -> requests.record(find(id, caller));
      case StopResult.TooLate late ->
          throw new Rejected(HttpStatus.CONFLICT, "TooLate", List.of(late.why()));
      case StopResult.NotAllowed not ->
          throw new Rejected(HttpStatus.FORBIDDEN, "NotAllowed", List.of(not.why()));
    };
  }

  /** What a reviewer wants differently. */
  record ChangeBody(
      @Nullable Map<String, String> target,
      @Nullable Map<String, String> parameters,
      @Nullable Map<String, String> columns) {}

  /** Approves with changes: 202 with the action or release that takes the old one's place. */
  @Allowed(Role.REVIEWER)
  @PostMapping("/reviews/{id}/changes")
  ResponseEntity<?> change(
      @PathVariable UUID id,
      @RequestBody ChangeBody body,
      @RequestHeader(name = "User-Agent", defaultValue = "") String userAgent,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    if (body.columns() != null && !body.columns().isEmpty()) {
      return change(
          id, values(body.columns(), "columns"), who(caller), ReviewController.channel(userAgent));
    }
    Changes changes =
        new Changes(values(body.target(), "target"), values(body.parameters(), "parameters"));
    return switch (requests.change(id, changes, who(caller), ReviewController.channel(userAgent))) {
      case ChangeResult.Changed changed ->
          ResponseEntity.status(HttpStatus.ACCEPTED).body(requests.record(changed.action()));
      case ChangeResult.Rejected rejected ->
          throw new Rejected(
              HttpStatus.UNPROCESSABLE_CONTENT, "ChangeRejected", rejected.problems());
      case ChangeResult.Refused refused ->
          throw new Rejected(HttpStatus.FORBIDDEN, refused.code(), List.of(refused.why()));
    };
  }

  private ResponseEntity<ReleaseView> change(
      UUID round, Map<String, String> columns, LinkedIdentity who, Channel channel) {
    return switch (releases.change(round, columns, who, channel)) {
      case ReleaseChange.Changed changed ->
          ResponseEntity.status(HttpStatus.ACCEPTED).body(releaseViews.of(changed.release()));
      case ReleaseChange.Rejected rejected ->
          throw new Rejected(
              HttpStatus.UNPROCESSABLE_CONTENT, "ChangeRejected", rejected.problems());
      case ReleaseChange.Refused refused ->
          throw new Rejected(HttpStatus.FORBIDDEN, refused.code(), List.of(refused.why()));
    };
  }

  private RequestedAction find(UUID id, Caller caller) {
    return sight.action(caller, id).orElseThrow(() -> Rejected.notFound("action", id));
  }

  private static LinkedIdentity who(Caller caller) {
    return LinkedIdentity.directory(caller.id());
  }

  private static String required(@Nullable String text, String field) {
    if (text == null || text.isBlank()) {
      throw Rejected.malformed("'" + field + "' is missing.");
    }
    return text;
  }

  /** A JSON null is no value. */
  private static Map<String, String> values(@Nullable Map<String, String> map, String field) {
    if (map == null) {
      return Map.of();
    }
    if (map.containsValue(null)) {
      throw Rejected.malformed("A value of '" + field + "' is null. Leave it out, or give a text.");
    }
    return map;
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw Rejected.malformed(
          "'validFor' is '" + text + "', not an ISO-8601 duration such as PT2H.");
    }
  }
}
