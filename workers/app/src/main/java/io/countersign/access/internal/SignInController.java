package io.countersign.access.internal;

import io.countersign.access.AllowedToAll;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells programs where people sign in. */
@RestController
class SignInController {

  private final OidcProperties oidc;

  SignInController(OidcProperties oidc) {
    this.oidc = oidc;
  }

  @AllowedToAll(anonymous = true)
  @GetMapping("/api/v1/sign-in")
  Map<String, Object> signIn() {
    return Map.of("issuers", oidc.issuers().stream().map(SignInController::view).toList());
  }

  private static Map<String, Object> view(Issuer issuer) {
    return Map.of(
        "name", issuer.name(),
        "issuer", issuer.uri(),
        "cliClient", issuer.cliClient(),
        "audiences", List.copyOf(issuer.audiences()));
  }
}
