package io.countersign.access.internal;

import com.nimbusds.jwt.JWTParser;
import io.countersign.identity.Directory;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Resolution;
import java.text.ParseException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Tells by a bearer token who calls. What looks like a JWT is an identity provider's and nothing
 * else; anything else is looked for in the token file and nowhere else. So a token means one thing.
 */
@Component
class BearerTokens {

  private static final String JWT = "[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*";

  private final TokenFile file;
  private final Map<String, Trusted> issuers;
  private final Directory directory;
  private final TokenGroups groups;

  BearerTokens(
      AccessProperties properties,
      OidcProperties oidc,
      Directory directory,
      TokenGroups groups,
      Clock clock) {
    if (properties.tokens().isEmpty() && oidc.issuers().isEmpty()) {
      throw new IllegalStateException(
          "Nobody could call the API. Name an identity provider in countersign.oidc.issuers, or a"
              + " token file in countersign.api.tokens-file.");
    }
    this.file = properties.tokens().map(TokenFile::read).orElseGet(TokenFile::empty);
    this.issuers =
        oidc.issuers().stream()
            .map(issuer -> new Trusted(issuer, IssuerDecoder.of(issuer, clock)))
            .collect(Collectors.toUnmodifiableMap(at -> at.issuer().uri(), Function.identity()));
    this.directory = directory;
    this.groups = groups;
  }

  private record Trusted(Issuer issuer, JwtDecoder decoder) {}

  /**
   * Who shows this token. Not offered as an {@code AuthenticationManager}: as a bean, it would
   * stand behind every other way to sign in.
   */
  Authentication authenticate(Authentication authentication) {
    String token = ((BearerTokenAuthenticationToken) authentication).getToken();
    return token.matches(JWT) ? byIssuer(token) : byFile(token);
  }

  private Authentication byFile(String token) {
    return file.owner(token)
        .map(
            owner ->
                UsernamePasswordAuthenticationToken.authenticated(
                    owner.id(), "", authorities(owner.scopes())))
        .orElseThrow(() -> new InvalidBearerTokenException("This token is not known here."));
  }

  private Authentication byIssuer(String token) {
    Trusted trusted = issuers.get(claimedIssuer(token));
    if (trusted == null) {
      throw new InvalidBearerTokenException("This token's issuer is not believed here.");
    }
    Jwt jwt;
    try {
      jwt = trusted.decoder().decode(token);
    } catch (JwtException e) {
      throw new InvalidBearerTokenException(String.valueOf(e.getMessage()), e);
    }
    String subject = String.valueOf(IssuerDecoder.subject(jwt, trusted.issuer()));
    LinkedIdentity identity = new LinkedIdentity(trusted.issuer().name(), subject);
    return new JwtAuthenticationToken(
        jwt, authorities(scopes(jwt)), id(identity, trusted.issuer(), jwt));
  }

  /** What the token says before anything of it is checked: only chooses who checks it. */
  private static String claimedIssuer(String token) {
    try {
      return String.valueOf(JWTParser.parse(token).getJWTClaimsSet().getIssuer());
    } catch (ParseException e) {
      throw new InvalidBearerTokenException("This token cannot be read.", e);
    }
  }

  private String id(LinkedIdentity identity, Issuer issuer, Jwt jwt) {
    return switch (directory.resolve(identity)) {
      case Resolution.Known known -> {
        String id = known.person().id();
        groups
            .take(issuer, id, jwt.getClaims(), jwt.getIssuedAt())
            .ifPresent(
                why -> {
                  throw new InvalidBearerTokenException(why);
                });
        yield id;
      }
      case Resolution.IsAgent agent -> agent.agent().id();
      case Resolution.Unknown unknown -> throw nobody();
      case Resolution.Disabled disabled -> throw nobody();
    };
  }

  private static InvalidBearerTokenException nobody() {
    return new InvalidBearerTokenException("Nobody active in the directory has this identity.");
  }

  /** A string of names (RFC 8693), or a list of them as some providers have it. */
  private static Set<String> scopes(Jwt jwt) {
    List<String> scopes = new ArrayList<>();
    for (String claim : List.of("scope", "scp")) {
      Object value = jwt.getClaims().get(claim);
      if (value instanceof String text) {
        scopes.addAll(List.of(text.strip().split("\\s+")));
      } else if (value instanceof Collection<?> list) {
        list.forEach(item -> scopes.add(String.valueOf(item)));
      }
    }
    return Set.copyOf(scopes.stream().filter(scope -> !scope.isEmpty()).toList());
  }

  private static Set<GrantedAuthority> authorities(Set<String> scopes) {
    return scopes.stream()
        .map(scope -> new SimpleGrantedAuthority(Callers.SCOPE + scope))
        .collect(Collectors.toUnmodifiableSet());
  }
}
