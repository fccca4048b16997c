package io.countersign.api.internal;

import io.countersign.policy.Pins;
import io.countersign.process.EngineStatus;
import io.countersign.record.Ledger;
import java.security.Principal;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
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
                "ledger", ledger.health().healthy() ? "published" : "not published"));
  }

  @GetMapping("/me")
  Map<String, Object> me(Principal caller) {
    return Map.of("id", caller.getName());
  }
}
