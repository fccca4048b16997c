package io.countersign.access.internal;

import io.countersign.identity.Directory;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Resolution;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

/** Knows people by what an ID token says. Programs have no browser. */
@Component
class DirectoryUsers implements OAuth2UserService<OidcUserRequest, OidcUser> {

  private final WebClients clients;
  private final Directory directory;
  private final TokenGroups groups;

  DirectoryUsers(WebClients clients, Directory directory, TokenGroups groups) {
    this.clients = clients;
    this.directory = directory;
    this.groups = groups;
  }

  @Override
  public OidcUser loadUser(OidcUserRequest request) {
    Issuer issuer = clients.issuer(request.getClientRegistration().getRegistrationId());
    if (request.getIdToken().getClaims().get(issuer.subjectClaim()) instanceof String subject
        && directory.resolve(new LinkedIdentity(issuer.name(), subject))
            instanceof Resolution.Known known) {
      groups
          .take(
              issuer,
              known.person().id(),
              request.getIdToken().getClaims(),
              request.getIdToken().getIssuedAt())
          .ifPresent(
              why -> {
                throw denied(why);
              });
      return new DirectoryUser(known.person().id(), request.getIdToken());
    }
    throw denied("Nobody active in the directory has this identity.");
  }

  private static OAuth2AuthenticationException denied(String why) {
    return new OAuth2AuthenticationException(new OAuth2Error("access_denied", why, null));
  }
}
