package io.countersign.api.internal;

import io.countersign.access.AllowedToAll;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The API's contract: OpenAPI 3.1. */
@RestController
@RequestMapping("/api/v1")
class ContractController {

  @AllowedToAll
  @GetMapping(path = "/openapi.yaml", produces = "application/yaml")
  ResponseEntity<Resource> contract() {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_YAML)
        .body(new ClassPathResource("openapi/countersign-v1.yaml"));
  }
}
