package io.countersign.api.internal;

import io.countersign.access.Allowed;
import io.countersign.api.internal.Problems.Rejected;
import io.countersign.identity.Directory;
import io.countersign.identity.Resolution;
import io.countersign.identity.Role;
import io.countersign.policy.Pins;
import io.countersign.policy.Pins.Pin;
import io.countersign.policy.PolicyDesk;
import io.countersign.policy.PolicyDesk.ProposalResult;
import io.countersign.policy.PolicyDesk.Simulation;
import io.countersign.policy.Violations;
import java.security.Principal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/policies")
class PolicyController {

  private final Pins pins;
  private final PolicyDesk desk;
  private final Violations violations;
  private final Directory directory;

  PolicyController(Pins pins, PolicyDesk desk, Violations violations, Directory directory) {
    this.pins = pins;
    this.desk = desk;
    this.violations = violations;
    this.directory = directory;
  }

  /** What is in force, whether something else ships, and what was tried against it. */
  @Allowed({Role.REVIEWER, Role.POLICY_AUTHOR, Role.AUDITOR, Role.OPERATOR})
  @GetMapping
  Map<String, Object> inForce() {
    return Map.of(
        "version", pins.version(),
        "resources", pins.inForce().stream().map(PolicyController::view).toList(),
        "unlikeShipped", pins.unlikeShipped(),
        "violations", violations.all());
  }

  /** One file in force, with its text. */
  @Allowed({Role.REVIEWER, Role.POLICY_AUTHOR, Role.AUDITOR, Role.OPERATOR})
  @GetMapping("/{name}")
  ResponseEntity<Map<String, Object>> one(@PathVariable String name) {
    Pin pin =
        pins.inForce().stream()
            .filter(candidate -> candidate.resource().name().equals(name))
            .findFirst()
            .orElseThrow(() -> Rejected.notFound("policy or model", name));
    Map<String, Object> view = view(pin);
    view.put("text", pin.resource().model().text());
    return Etags.tagged(view);
  }

  private static Map<String, Object> view(Pin pin) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("name", pin.resource().name());
    view.put("id", pin.resource().id());
    view.put("digest", pin.resource().digest());
    view.put("engineKey", Long.toString(pin.key()));
    view.put("engineVersion", pin.engineVersion());
    view.put("policyVersion", pin.policyVersion());
    view.put("since", pin.since().toString());
    return view;
  }

  /**
   * A changed table.
   *
   * @param dmn its text
   * @param since leaves out what was ruled before; an ISO-8601 instant
   */
  record SimulationBody(@Nullable String dmn, @Nullable String since) {}

  @Allowed(Role.POLICY_AUTHOR)
  @PostMapping("/simulate")
  Simulation simulate(@RequestBody SimulationBody body, Principal caller) {
    onlyPeople(caller);
    try {
      return desk.simulate(
          body.dmn() == null ? "" : body.dmn(),
          Optional.ofNullable(body.since()).filter(text -> !text.isBlank()).map(Instant::parse));
    } catch (DateTimeParseException e) {
      throw new Rejected(
          HttpStatus.BAD_REQUEST,
          "Malformed",
          List.of("'" + e.getParsedString() + "' is no time. Write 2026-11-23T09:00:00Z."));
    } catch (IllegalArgumentException e) {
      throw rejected(List.of(String.valueOf(e.getMessage())));
    } catch (IllegalStateException e) {
      throw new Rejected(HttpStatus.CONFLICT, "Busy", List.of(String.valueOf(e.getMessage())));
    }
  }

  /** Changed files: their texts by their names. */
  record ProposalBody(@Nullable Map<String, @Nullable String> files) {}

  /** Stores them; nothing comes into force. */
  @Allowed(Role.POLICY_AUTHOR)
  @PostMapping("/candidates")
  ProposalResult.Stored propose(@RequestBody ProposalBody body, Principal caller) {
    onlyPeople(caller);
    Map<String, String> files = new LinkedHashMap<>();
    if (body.files() != null) {
      body.files().forEach((name, text) -> files.put(name, text == null ? "" : text));
    }
    return switch (desk.propose(files, caller.getName())) {
      case ProposalResult.Stored stored -> stored;
      case ProposalResult.Rejected not -> throw rejected(not.problems());
    };
  }

  private static Rejected rejected(List<String> problems) {
    return new Rejected(HttpStatus.UNPROCESSABLE_CONTENT, "PolicyRejected", problems);
  }

  private void onlyPeople(Principal caller) {
    if (!(directory.resolve(caller.getName()) instanceof Resolution.Known)) {
      throw new Rejected(
          HttpStatus.FORBIDDEN,
          "NotAPerson",
          List.of("Policies are made by people; '" + caller.getName() + "' is none of them."));
    }
  }
}
