package io.countersign.api.internal;

import io.countersign.access.Allowed;
import io.countersign.access.AllowedToAll;
import io.countersign.access.Caller;
import io.countersign.api.internal.Problems.Rejected;
import io.countersign.identity.Role;
import io.countersign.record.Ledger;
import io.countersign.record.Ledger.Summary;
import io.countersign.sight.Sight;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** The published ledger: its files under their C2SP paths, proofs, and what is in it. */
@RestController
@RequestMapping("/api/v1/ledger")
class LedgerController {

  private static final String PREFIX = "/api/v1/ledger/";

  private final Ledger ledger;
  private final Sight sight;

  LedgerController(Ledger ledger, Sight sight) {
    this.ledger = ledger;
    this.sight = sight;
  }

  @AllowedToAll
  @GetMapping
  Map<String, Object> summary() throws IOException {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("healthy", ledger.health().healthy());
    view.put("status", ledger.health().sentence());
    if (ledger.summary().isPresent()) {
      Summary summary = ledger.summary().get();
      view.put("origin", summary.origin());
      view.put("size", summary.size());
      view.put("root", summary.root());
      view.put("anchored", summary.anchored());
      summary.anchoredAt().ifPresent(at -> view.put("anchoredAt", at.toString()));
      view.put("anchoring", summary.sentence());
      view.put("checkpointPath", PREFIX + "checkpoint");
      view.put("verifierKey", ledger.verifierKey().orElse(""));
      view.put("keptCheckpoints", ledger.keptCheckpoints());
    }
    view.put("anchors", ledger.anchors());
    return view;
  }

  @AllowedToAll
  @GetMapping("/checkpoint")
  ResponseEntity<byte[]> checkpoint() {
    byte[] checkpoint = ledger.checkpoint().orElseThrow(LedgerController::unpublished);
    return ResponseEntity.ok()
        .eTag(Etags.of(checkpoint))
        .contentType(MediaType.TEXT_PLAIN)
        .body(checkpoint);
  }

  @AllowedToAll
  @GetMapping("/key")
  ResponseEntity<String> key() {
    return ResponseEntity.ok()
        .contentType(MediaType.TEXT_PLAIN)
        .body(ledger.verifierKey().orElseThrow(LedgerController::unpublished) + "\n");
  }

  @Allowed({Role.AUDITOR, Role.OPERATOR})
  @GetMapping({"/tile/**", "/checkpoints/*"})
  ResponseEntity<byte[]> file(HttpServletRequest request) throws IOException {
    String path = request.getRequestURI().substring(PREFIX.length());
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .body(ledger.file(path).orElseThrow(() -> Rejected.notFound("file of the ledger", path)));
  }

  @Allowed({Role.AUDITOR, Role.OPERATOR})
  @GetMapping("/proofs/{index}")
  ResponseEntity<byte[]> proof(@PathVariable long index) throws IOException {
    return text(ledger.proof(index).orElseThrow(() -> Rejected.notFound("ledger entry", index)));
  }

  @Allowed({Role.REQUESTER, Role.REVIEWER, Role.AUDITOR, Role.OPERATOR})
  @GetMapping("/actions/{id}")
  Map<String, Object> ofAction(
      @PathVariable UUID id, @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    return Map.of(
        "action",
        id.toString(),
        "items",
        sight.knowsOf(caller, id)
            ? ledger.ofAction(id).stream().map(LedgerController::view).toList()
            : List.of());
  }

  private static Map<String, Object> view(Ledger.Recorded recorded) {
    Map<String, Object> view = new LinkedHashMap<>();
    recorded.index().ifPresent(index -> view.put("index", index));
    view.put("published", recorded.index().isPresent());
    view.put("entry", JsonMapper.shared().readTree(recorded.entry()));
    return view;
  }

  private static ResponseEntity<byte[]> text(byte[] content) {
    return ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body(content);
  }

  private static Rejected unpublished() {
    return new Rejected(
        org.springframework.http.HttpStatus.NOT_FOUND,
        "NotPublished",
        List.of("The ledger has no checkpoint yet."));
  }
}
