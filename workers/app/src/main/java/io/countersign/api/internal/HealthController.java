package io.countersign.api.internal;

import io.countersign.access.AllowedToAll;
import io.countersign.access.Caller;
import io.countersign.identity.Role;
import io.countersign.policy.Pins;
import io.countersign.process.EngineStatus;
import io.countersign.record.Ledger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class HealthController {

  private final EngineStatus engine;
  private final Pins pins;
  private final Ledger ledger;

  HealthController(EngineStatus engine, Pins pins, Ledger ledger) {
    this.engine = engine;
    this.pins = pins;
    this.ledger = ledger;
  }

  /** Ready once the models are deployed and the workers are open. */
  @AllowedToAll(anonymous = true)
  @GetMapping("/health")
  ResponseEntity<Map<String, Object>> health() {
    boolean ready = engine.ready();
    return ResponseEntity.status(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .body(
            Map.of(
                "ready", ready,
                "engine", engine.describe(),
                "policyVersion", pins.version(),
                "modelsUnlikeShipped", pins.unlikeShipped(),
                "ledger", ledger.health().healthy() ? "published" : "not published",
                "ledgerAnchoring", anchoring()));
  }

  /** Says no more than that: this answer needs no token. */
  private String anchoring() {
    if (ledger.anchors().isEmpty()) {
      return "not configured";
    }
    return ledger.anchors().stream().allMatch(Ledger.AnchorHealth::healthy) ? "well" : "failing";
  }

  @AllowedToAll
  @GetMapping("/me")
  Map<String, Object> me(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", caller.id());
    view.put("name", caller.name());
    view.put("kind", caller.isAgent() ? "agent" : "person");
    caller.owner().ifPresent(owner -> view.put("owner", owner));
    view.put("groups", caller.groups().stream().sorted().toList());
    view.put("roles", caller.roles().stream().sorted().map(Role::wireName).toList());
    if (caller.isAgent()) {
      view.put("scopes", caller.scopes().stream().sorted().toList());
    }
    return view;
  }
}
