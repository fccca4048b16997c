package io.countersign.api.internal;

import io.countersign.access.Allowed;
import io.countersign.api.internal.Problems.Rejected;
import io.countersign.identity.Role;
import io.countersign.record.ErasureResult;
import io.countersign.record.Erasures;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes payloads out of the database; the ledger keeps that it was done. */
@RestController
@RequestMapping("/api/v1/ledger/actions/{id}/erasure")
class ErasureController {

  private final Erasures erasures;

  ErasureController(Erasures erasures) {
    this.erasures = erasures;
  }

  record Body(@Nullable String rule, @Nullable String reason, @Nullable List<String> parameters) {}

  @Allowed({Role.REVIEWER, Role.OPERATOR, Role.DIRECTORY_ADMINISTRATOR})
  @PostMapping
  Map<String, Object> erase(@PathVariable UUID id, @RequestBody Body body, Principal caller) {
    String rule = body.rule() == null ? "" : body.rule();
    String reason = body.reason() == null ? "" : body.reason();
    Set<String> parameters = body.parameters() == null ? Set.of() : Set.copyOf(body.parameters());
    return switch (erasures.erase(id, parameters, rule, reason, caller.getName())) {
      case ErasureResult.Erased erased ->
          Map.of(
              "action", id.toString(),
              "erasure", erased.erasureId().toString(),
              "texts", erased.texts());
      case ErasureResult.Unknown unknown -> throw Rejected.notFound("action", id);
      case ErasureResult.Forbidden forbidden ->
          throw new Rejected(HttpStatus.FORBIDDEN, "NotAllowed", List.of(forbidden.why()));
      case ErasureResult.Refused refused ->
          throw new Rejected(HttpStatus.CONFLICT, "NotErased", List.of(refused.why()));
    };
  }
}
