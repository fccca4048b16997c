package io.countersign.access.internal;

import io.countersign.access.Caller;
import io.countersign.identity.Agent;
import io.countersign.identity.Directory;
import io.countersign.identity.Person;
import io.countersign.identity.Resolution;
import io.countersign.identity.Roles;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.oidc.IdTokenClaimNames;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;

/** Looks up in the directory, at every call, who somebody is that has proved their name. */
@Component
class Callers {

  static final String SCOPE = "SCOPE_";

  private final Directory directory;
  private final Roles roles;

  Callers(Directory directory, Roles roles) {
    this.directory = directory;
    this.roles = roles;
  }

  /** The caller; empty where the directory knows nobody active of that name. */
  Optional<Caller> of(Authentication authentication) {
    return switch (directory.resolve(authentication.getName())) {
      case Resolution.Known(Person person) ->
          Optional.of(
              new Caller(
                  person.id(),
                  person.name(),
                  Optional.empty(),
                  person.groups(),
                  roles.of(person),
                  Set.of(),
                  signedInAt(authentication)));
      case Resolution.IsAgent(Agent agent) ->
          Optional.of(
              new Caller(
                  agent.id(),
                  agent.name(),
                  Optional.of(agent.owner()),
                  Set.of(),
                  roles.of(agent),
                  scopes(authentication)));
      case Resolution.Unknown unknown -> Optional.empty();
      case Resolution.Disabled disabled -> Optional.empty();
    };
  }

  /** OpenID Connect Core 1.0, section 2; RFC 9068, section 2.2.1 for access tokens. */
  private static Optional<Instant> signedInAt(Authentication authentication) {
    Object claim =
        switch (authentication) {
          case OAuth2AuthenticationToken session
              when session.getPrincipal() instanceof DirectoryUser user ->
              user.getIdToken().getClaims().get(IdTokenClaimNames.AUTH_TIME);
          case JwtAuthenticationToken bearer ->
              bearer.getToken().getClaims().get(IdTokenClaimNames.AUTH_TIME);
          default -> null;
        };
    return switch (claim) {
      case Number seconds -> Optional.of(Instant.ofEpochSecond(seconds.longValue()));
      case Instant at -> Optional.of(at);
      case Date at -> Optional.of(at.toInstant());
      case null, default -> Optional.empty();
    };
  }

  private static Set<String> scopes(Authentication authentication) {
    return authentication.getAuthorities().stream()
        .map(GrantedAuthority::getAuthority)
        .filter(authority -> authority != null && authority.startsWith(SCOPE))
        .map(authority -> authority.substring(SCOPE.length()))
        .collect(Collectors.toSet());
  }
}
