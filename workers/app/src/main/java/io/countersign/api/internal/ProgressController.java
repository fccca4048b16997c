package io.countersign.api.internal;

import io.countersign.access.Allowed;
import io.countersign.access.Caller;
import io.countersign.api.internal.Problems.Rejected;
import io.countersign.identity.Role;
import io.countersign.requests.ActionRecord;
import io.countersign.requests.RequestDesk;
import io.countersign.sight.Sight;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Server-sent events: how actions and releases come along. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
class ProgressController {

  private static final String LAST_EVENT = "Last-Event-ID";

  private final RequestDesk requests;
  private final ReleaseViews views;
  private final EventStream stream;
  private final Sight sight;

  ProgressController(RequestDesk requests, ReleaseViews views, EventStream stream, Sight sight) {
    this.requests = requests;
    this.sight = sight;
    this.views = views;
    this.stream = stream;
  }

  @Allowed({Role.REQUESTER, Role.REVIEWER, Role.AUDITOR, Role.OPERATOR})
  @GetMapping("/actions/{id}/events")
  void action(
      @PathVariable UUID id,
      @RequestHeader(name = LAST_EVENT, required = false) @Nullable String last,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      HttpServletResponse response)
      throws IOException {
    action(id, caller);
    stream.send(
        response,
        caller.id(),
        "action",
        last,
        () -> action(id, caller),
        action -> action.state().isEnd());
  }

  private ActionRecord action(UUID id, Caller caller) {
    return requests.record(
        sight.action(caller, id).orElseThrow(() -> Rejected.notFound("action", id)));
  }

  @Allowed({Role.REQUESTER, Role.REVIEWER, Role.AUDITOR, Role.OPERATOR})
  @GetMapping("/releases/{id}/events")
  void release(
      @PathVariable UUID id,
      @RequestHeader(name = LAST_EVENT, required = false) @Nullable String last,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      HttpServletResponse response)
      throws IOException {
    release(id, caller);
    stream.send(
        response,
        caller.id(),
        "release",
        last,
        () -> release(id, caller),
        release -> release.state().isEnd());
  }

  private ReleaseView release(UUID id, Caller caller) {
    return views.of(sight.release(caller, id).orElseThrow(() -> Rejected.notFound("release", id)));
  }
}
