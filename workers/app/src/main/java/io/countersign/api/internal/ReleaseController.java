package io.countersign.api.internal;

import io.countersign.access.Allowed;
import io.countersign.access.Caller;
import io.countersign.api.internal.Pages.Page;
import io.countersign.api.internal.Problems.Rejected;
import io.countersign.identity.Role;
import io.countersign.releases.Destination;
import io.countersign.releases.Release;
import io.countersign.releases.ReleaseDesk;
import io.countersign.releases.ReleaseRequest;
import io.countersign.releases.RequestResult;
import io.countersign.sight.Sight;
import io.countersign.support.Position;
import io.countersign.support.Waiting;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/releases")
class ReleaseController {

  private final ReleaseDesk releases;
  private final ReleaseViews views;
  private final Waiting waiting;
  private final Sight sight;

  ReleaseController(ReleaseDesk releases, ReleaseViews views, Waiting waiting, Sight sight) {
    this.releases = releases;
    this.sight = sight;
    this.waiting = waiting;
    this.views = views;
  }

  /** What a caller asks for; who asks is known from the token alone. */
  record ReleaseBody(
      @Nullable String source, @Nullable String destination, @Nullable String reason) {}

  @Allowed(Role.REQUESTER)
  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  ReleaseView request(
      @RequestBody ReleaseBody body, @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
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

  /** With {@code wait}: answers once it has ended, or is not as the caller has it. */
  @Allowed({Role.REQUESTER, Role.REVIEWER, Role.AUDITOR, Role.OPERATOR})
  @GetMapping("/{id}")
  ResponseEntity<ReleaseView> get(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String wait,
      @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String known,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    return Etags.tagged(
        waiting.until(
            caller.id(),
            Patience.of(wait),
            () -> views.of(find(id, caller)),
            release -> known == null ? release.state().isEnd() : !known.equals(Etags.of(release))));
  }

  @Allowed({Role.REQUESTER, Role.REVIEWER, Role.AUDITOR, Role.OPERATOR})
  @GetMapping
  Page<ReleaseView> list(
      @RequestParam(defaultValue = "20") int limit,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    int most = Pages.limit(limit);
    return Pages.of(
        releases.list(Pages.cursor(cursor), most),
        most,
        release -> new Position(release.requestedAt(), release.id()),
        release -> sight.knowsOf(caller, release),
        views::of);
  }

  private Release find(UUID id, Caller caller) {
    return sight.release(caller, id).orElseThrow(() -> Rejected.notFound("release", id));
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
