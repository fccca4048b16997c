package io.countersign.api.internal;

import io.countersign.access.Allowed;
import io.countersign.api.internal.Problems.Rejected;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Role;
import io.countersign.review.Delegation;
import io.countersign.review.DelegationResult;
import io.countersign.review.Delegations;
import io.countersign.review.Delegations.Wish;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lets people say who decides in their place. */
@RestController
@RequestMapping("/api/v1/delegations")
class DelegationController {

  private final Delegations delegations;
  private final Clock clock;

  DelegationController(Delegations delegations, Clock clock) {
    this.delegations = delegations;
    this.clock = clock;
  }

  /** The caller's own: made by them or to them. */
  @Allowed(Role.REVIEWER)
  @GetMapping
  Map<String, Object> own(Principal caller) {
    return Map.of("items", delegations.of(caller.getName()).stream().map(this::view).toList());
  }

  /** A delegation by the caller; times in ISO 8601 with their offset. */
  record DelegationBody(
      @Nullable String delegate,
      @Nullable String group,
      @Nullable String from,
      @Nullable String until) {}

  @Allowed(Role.REVIEWER)
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, Object> delegate(@RequestBody DelegationBody body, Principal caller) {
    Wish wish =
        new Wish(
            String.valueOf(body.delegate()),
            Optional.ofNullable(body.group()),
            Optional.ofNullable(body.from()).map(text -> time("from", text)),
            time("until", String.valueOf(body.until())));
    return done(delegations.delegate(LinkedIdentity.directory(caller.getName()), wish));
  }

  @Allowed(Role.REVIEWER)
  @DeleteMapping("/{id}")
  Map<String, Object> end(@PathVariable UUID id, Principal caller) {
    return done(delegations.end(id, LinkedIdentity.directory(caller.getName())));
  }

  private static Instant time(String field, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new Rejected(
          HttpStatus.UNPROCESSABLE_CONTENT,
          "Malformed",
          List.of(
              "'"
                  + field
                  + "' is '"
                  + text
                  + "'; give a time with its offset, such as 2026-12-01T18:00:00Z."));
    }
  }

  private Map<String, Object> done(DelegationResult result) {
    return switch (result) {
      case DelegationResult.Done done -> view(done.delegation());
      case DelegationResult.Refused refused ->
          throw new Rejected(
              status(refused.reason()), refused.reason().name(), List.of(refused.message()));
    };
  }

  private static HttpStatus status(DelegationResult.Reason reason) {
    return switch (reason) {
      case UNKNOWN_DELEGATION -> HttpStatus.NOT_FOUND;
      case ALREADY_OVER -> HttpStatus.CONFLICT;
      case NOT_YOURS -> HttpStatus.FORBIDDEN;
      case UNKNOWN_IDENTITY, DISABLED, AGENT, ONESELF, NOT_A_MEMBER, UNFIT_TIMES, TOO_LONG ->
          HttpStatus.UNPROCESSABLE_CONTENT;
    };
  }

  private Map<String, Object> view(Delegation delegation) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", delegation.id().toString());
    view.put("delegator", delegation.delegator());
    view.put("delegate", delegation.delegate());
    delegation.group().ifPresent(group -> view.put("group", group));
    view.put("startsAt", delegation.startsAt().toString());
    view.put("endsAt", delegation.endsAt().toString());
    delegation.endedAt().ifPresent(at -> view.put("endedAt", at.toString()));
    view.put("inForce", delegation.inForceAt(clock.instant()));
    return view;
  }
}
