package io.countersign.api.internal;

import io.countersign.access.Allowed;
import io.countersign.api.internal.Problems.Rejected;
import io.countersign.identity.Role;
import io.countersign.record.Finding;
import io.countersign.record.Findings;
import io.countersign.record.Resolving;
import java.security.Principal;
import java.util.LinkedHashMap;
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
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was found to disagree. */
@RestController
@RequestMapping("/api/v1/findings")
class FindingController {

  private final Findings findings;

  FindingController(Findings findings) {
    this.findings = findings;
  }

  @Allowed({Role.REVIEWER, Role.AUDITOR, Role.OPERATOR})
  @GetMapping
  Map<String, Object> list(@RequestParam(defaultValue = "false") boolean all) {
    return Map.of(
        "open", findings.open(),
        "items", findings.list(!all).stream().map(FindingController::view).toList());
  }

  @Allowed({Role.REVIEWER, Role.AUDITOR, Role.OPERATOR})
  @GetMapping("/{id}")
  ResponseEntity<Map<String, Object>> show(@PathVariable UUID id) {
    Map<String, Object> view =
        view(findings.find(id).orElseThrow(() -> Rejected.notFound("finding", id)));
    view.put(
        "history",
        findings.turns(id).stream()
            .map(turn -> Map.of("state", turn.state().name(), "at", turn.at().toString()))
            .toList());
    return Etags.tagged(view);
  }

  /** What somebody found out. */
  record ResolutionBody(@Nullable String resolution) {}

  /** Compares everything now. */
  @Allowed({Role.AUDITOR, Role.OPERATOR})
  @PostMapping("/comparisons")
  Map<String, Object> compare() {
    findings.compareNow();
    return list(false);
  }

  @Allowed({Role.REVIEWER, Role.OPERATOR})
  @PostMapping("/{id}/resolution")
  Map<String, Object> resolve(
      @PathVariable UUID id, @RequestBody ResolutionBody body, Principal caller) {
    String words = Optional.ofNullable(body.resolution()).orElse("");
    return switch (findings.resolve(id, caller.getName(), words)) {
      case Resolving.Closed closed -> view(closed.finding());
      case Resolving.Refused refused -> throw rejected(refused);
    };
  }

  private static Rejected rejected(Resolving.Refused refused) {
    HttpStatus status =
        switch (refused.reason()) {
          case UNKNOWN_FINDING -> HttpStatus.NOT_FOUND;
          case ALREADY_CLOSED -> HttpStatus.CONFLICT;
          case UNFIT_REASON -> HttpStatus.UNPROCESSABLE_CONTENT;
          case NOT_A_PERSON, NOT_A_RESOLVER, AUTHOR -> HttpStatus.FORBIDDEN;
        };
    return new Rejected(status, refused.reason().name(), List.of(refused.message()));
  }

  private static Map<String, Object> view(Finding finding) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", finding.id().toString());
    view.put("code", finding.code().name());
    view.put("severity", finding.code().severity().name());
    view.put("state", finding.state().name());
    finding.actionId().ifPresent(action -> view.put("action", action.toString()));
    view.put("sentence", finding.sentence());
    view.put("remedy", finding.code().remedy());
    view.put("detail", finding.detail());
    view.put("firstSeen", finding.firstSeen().toString());
    view.put("lastSeen", finding.lastSeen().toString());
    finding.closedBy().ifPresent(by -> view.put("closedBy", by));
    finding.resolution().ifPresent(words -> view.put("resolution", words));
    return view;
  }
}
