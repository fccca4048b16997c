package io.countersign.api.internal;

import io.countersign.access.Allowed;
import io.countersign.access.Caller;
import io.countersign.api.internal.Problems.Rejected;
import io.countersign.identity.Role;
import io.countersign.releases.Destination;
import io.countersign.releases.Release;
import io.countersign.releases.ReleaseDesk;
import io.countersign.releases.ReleaseRequest;
import io.countersign.releases.RequestResult;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

@RestController
@RequestMapping("/api/v1/releases")
class ReleaseController {

  private static final int MOST = 200;

  private final ReleaseDesk releases;
  private final ReleaseViews views;

  ReleaseController(ReleaseDesk releases, ReleaseViews views) {
    this.releases = releases;
    this.views = views;
  }

  /** What a caller asks for; who asks is known from the token alone. */
  record Body(@Nullable String source, @Nullable String destination, @Nullable String reason) {}

  @Allowed(Role.REQUESTER)
  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  Map<String, Object> request(
      @RequestBody Body body, @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    Scopes.check(caller, ReleaseDesk.EFFECT);
    ReleaseRequest request =
        new ReleaseRequest(
            path(body.source(), "source"),
            destination(body.destination()),
            body.reason() == null ? "" : body.reason(),
            caller.id());
    return switch (releases.request(request)) {
      case RequestResult.Accepted accepted -> views.of(accepted.release());
      case RequestResult.Rejected rejected ->
          throw new Rejected(
              HttpStatus.UNPROCESSABLE_CONTENT, "ReleaseRejected", rejected.problems());
    };
  }

  @Allowed({Role.REQUESTER, Role.REVIEWER, Role.AUDITOR, Role.OPERATOR})
  @GetMapping("/{id}")
  Map<String, Object> get(
      @PathVariable UUID id, @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    return views.of(find(id, caller));
  }

  @Allowed({Role.REQUESTER, Role.REVIEWER, Role.AUDITOR, Role.OPERATOR})
  @GetMapping
  Map<String, Object> latest(
      @RequestParam(defaultValue = "20") int limit,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    int most = Math.clamp(limit, 1, MOST);
    List<Map<String, Object>> items =
        releases.latest(caller.isAgent() ? MOST : most).stream()
            .filter(release -> caller.mayKnowOf(release.requestedBy()))
            .limit(most)
            .map(views::of)
            .toList();
    return Map.of("items", items);
  }

  private Release find(UUID id, Caller caller) {
    return releases
        .find(id)
        .filter(release -> caller.mayKnowOf(release.requestedBy()))
        .orElseThrow(() -> Rejected.notFound("release", id));
  }

  private static Destination destination(@Nullable String text) {
    if (text == null || text.isBlank()) {
      throw Rejected.malformed("'destination' is missing.");
    }
    try {
      return Destination.parse(text);
    } catch (IllegalArgumentException e) {
      throw Rejected.malformed(String.valueOf(e.getMessage()));
    }
  }

  private static Path path(@Nullable String text, String field) {
    if (text == null || text.isBlank()) {
      throw Rejected.malformed("'" + field + "' is missing.");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw Rejected.malformed("'" + field + "' is not a path: " + e.getReason() + ".");
    }
  }
}
