package io.countersign.api.internal;

import io.countersign.api.internal.Problems.Rejected;
import io.countersign.releases.Destination;
import io.countersign.releases.Release;
import io.countersign.releases.ReleaseDesk;
import io.countersign.releases.ReleaseRequest;
import io.countersign.releases.RequestResult;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
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

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  Map<String, Object> request(@RequestBody Body body, Principal caller) {
    ReleaseRequest request =
        new ReleaseRequest(
            path(body.source(), "source"),
            destination(body.destination()),
            body.reason() == null ? "" : body.reason(),
            caller.getName());
    return switch (releases.request(request)) {
      case RequestResult.Accepted accepted -> views.of(accepted.release());
      case RequestResult.Rejected rejected ->
          throw new Rejected(
              HttpStatus.UNPROCESSABLE_CONTENT, "ReleaseRejected", rejected.problems());
    };
  }

  @GetMapping("/{id}")
  Map<String, Object> get(@PathVariable UUID id) {
    return views.of(find(id));
  }

  @GetMapping
  Map<String, Object> latest(@RequestParam(defaultValue = "20") int limit) {
    List<Map<String, Object>> items =
        releases.latest(Math.clamp(limit, 1, MOST)).stream().map(views::of).toList();
    return Map.of("items", items);
  }

  private Release find(UUID id) {
    return releases.find(id).orElseThrow(() -> Rejected.notFound("release", id));
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
