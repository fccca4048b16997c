package io.countersign.api.internal;

import io.countersign.process.EngineStatus;
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

  HealthController(EngineStatus engine) {
    this.engine = engine;
  }

  /** Ready once the models are deployed and the workers are open. */
  @GetMapping("/health")
  ResponseEntity<Map<String, Object>> health() {
    boolean ready = engine.ready();
    return ResponseEntity.status(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .body(Map.of("ready", ready, "engine", engine.describe()));
  }

  @GetMapping("/me")
  Map<String, Object> me(Principal caller) {
    return Map.of("id", caller.getName());
  }
}
