package io.countersign.api.internal;

import io.countersign.access.Allowed;
import io.countersign.access.Caller;
import io.countersign.api.internal.Problems.Rejected;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Role;
import io.countersign.releases.ReleaseChange;
import io.countersign.releases.ReleaseDesk;
import io.countersign.requests.Ask;
import io.countersign.requests.AskResult;
import io.countersign.requests.ChangeResult;
import io.countersign.requests.Changes;
import io.countersign.requests.RequestDesk;
import io.countersign.requests.RequestedAction;
import io.countersign.requests.StopResult;
import io.countersign.review.Channel;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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

  private static final int MOST = 200;

  private final RequestDesk requests;
  private final ActionViews views;
  private final ReleaseDesk releases;
  private final ReleaseViews releaseViews;

  ActionController(
      RequestDesk requests, ActionViews views, ReleaseDesk releases, ReleaseViews releaseViews) {
    this.requests = requests;
    this.views = views;
    this.releases = releases;
    this.releaseViews = releaseViews;
  }

  /** What a caller asks for; who asks is known from the token alone. */
  record Body(
      @Nullable String effect,
      @Nullable Map<String, String> target,
      @Nullable Map<String, String> parameters,
      @Nullable String onBehalfOf,
      @Nullable String reason,
      @Nullable Boolean breakGlass,
      @Nullable String validFor) {}

  /** 202 with a new action, or 200 with the one under way that asks for the same. */
  @Allowed(Role.REQUESTER)
  @PostMapping("/actions")
  ResponseEntity<Map<String, Object>> ask(
      @RequestBody Body body, @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    Scopes.check(caller, required(body.effect(), "effect"));
    Ask ask =
        new Ask(
            required(body.effect(), "effect"),
            values(body.target(), "target"),
            values(body.parameters(), "parameters"),
            caller.id(),
            Optional.ofNullable(body.onBehalfOf()).filter(text -> !text.isBlank()),
            body.reason() == null ? "" : body.reason(),
            Boolean.TRUE.equals(body.breakGlass()),
            Optional.ofNullable(body.validFor()).map(ActionController::duration));
    return switch (requests.ask(ask)) {
      case AskResult.Accepted accepted -> {
        Map<String, Object> view = views.of(accepted.action());
        view.put("already", accepted.already());
        yield ResponseEntity.status(accepted.already() ? HttpStatus.OK : HttpStatus.ACCEPTED)
            .body(view);
      }
      case AskResult.Rejected rejected ->
          throw new Rejected(
              HttpStatus.UNPROCESSABLE_CONTENT, "ActionRejected", rejected.problems());
    };
  }

  @Allowed({Role.REQUESTER, Role.REVIEWER, Role.AUDITOR, Role.OPERATOR})
  @GetMapping("/actions/{id}")
  Map<String, Object> get(
      @PathVariable UUID id, @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    return views.of(find(id, caller));
  }

  @Allowed({Role.REQUESTER, Role.REVIEWER, Role.AUDITOR, Role.OPERATOR})
  @GetMapping("/actions")
  Map<String, Object> latest(
      @RequestParam(defaultValue = "20") int limit,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    int most = Math.clamp(limit, 1, MOST);
    List<Map<String, Object>> items =
        requests.latest(caller.isAgent() ? MOST : most).stream()
            .filter(requested -> caller.mayKnowOf(requested.action().request().requestedBy()))
            .limit(most)
            .map(views::of)
            .toList();
    return Map.of("items", items);
  }

  @Allowed(Role.REQUESTER)
  @PostMapping("/actions/{id}/withdraw")
  Map<String, Object> withdraw(
      @PathVariable UUID id,
      @RequestHeader(name = "User-Agent", defaultValue = "") String userAgent,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    find(id, caller);
    return stopped(
        id, caller, requests.withdraw(id, who(caller), ReviewController.channel(userAgent)));
  }

  @Allowed(Role.REQUESTER)
  @PostMapping("/actions/{id}/return")
  Map<String, Object> giveBack(
      @PathVariable UUID id, @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    find(id, caller);
    return stopped(id, caller, requests.giveBack(id, who(caller)));
  }

  private Map<String, Object> stopped(UUID id, Caller caller, StopResult result) {
    return switch (result) {
      case StopResult.Stopped stopped -> views.of(find(id, caller));
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
  ResponseEntity<Map<String, Object>> change(
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
          ResponseEntity.status(HttpStatus.ACCEPTED).body(views.of(changed.action()));
      case ChangeResult.Rejected rejected ->
          throw new Rejected(
              HttpStatus.UNPROCESSABLE_CONTENT, "ChangeRejected", rejected.problems());
      case ChangeResult.Refused refused ->
          throw new Rejected(HttpStatus.FORBIDDEN, refused.code(), List.of(refused.why()));
    };
  }

  private ResponseEntity<Map<String, Object>> change(
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
    return requests
        .find(id)
        .filter(requested -> caller.mayKnowOf(requested.action().request().requestedBy()))
        .orElseThrow(() -> Rejected.notFound("action", id));
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
