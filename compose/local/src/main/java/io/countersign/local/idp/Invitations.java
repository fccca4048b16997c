package io.countersign.local.idp;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Links that sign somebody in, once, on this machine. Each holds 256 random bits and ends after an
 * hour. A page elsewhere cannot make use of one that it was told, nor can what only looks at links
 * beforehand use one up.
 */
final class Invitations {

  static final String PATH = "/enter/";

  private static final Duration VALID = Duration.ofHours(1);
  private static final int BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Invitation> open = new ConcurrentHashMap<>();
  private final Clock clock;
  private final URI issuer;
  private final UserDetailsService people;
  private final Optional<URI> application;

  private record Invitation(String person, Instant until) {}

  Invitations(String issuer, UserDetailsService people, IdpUsers users, Clock clock) {
    this.clock = clock;
    this.issuer = URI.create(issuer);
    this.people = people;
    this.application =
        Optional.ofNullable(users.web())
            .map(
                web ->
                    URI.create(
                        web.application()
                            + web.redirect()
                                .replace("/login/oauth2/code/", "/oauth2/authorization/")));
  }

  /** A link for this person. */
  String link(String person) {
    byte[] key = new byte[BYTES];
    random.nextBytes(key);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(key);
    open.put(text, new Invitation(person, clock.instant().plus(VALID)));
    return issuer + PATH + text;
  }

  /** Signs in whoever the link is for, and leads on to the application. */
  ServerResponse enter(ServerRequest request) {
    if (application.isEmpty() || !isMeant(request)) {
      return IdpPages.refusal("Open this link by itself, from your terminal.");
    }
    Invitation invitation = open.remove(request.pathVariable("key"));
    if (invitation == null || clock.instant().isAfter(invitation.until())) {
      return IdpPages.refusal(
          "This link was used already, or is too old. Go to "
              + application.get().resolve("/")
              + " and sign in; the password is the name.");
    }
    signIn(request, people.loadUserByUsername(invitation.person()));
    return ServerResponse.seeOther(application.get())
        .header("Cache-Control", "no-store")
        .header("Referrer-Policy", "no-referrer")
        .build();
  }

  /** Not for another name of this machine, not from a page elsewhere, not before it is wanted. */
  private boolean isMeant(ServerRequest request) {
    ServerRequest.Headers headers = request.headers();
    String site = String.valueOf(headers.firstHeader("Sec-Fetch-Site"));
    return issuer.getAuthority().equals(headers.firstHeader("Host"))
        && List.of("none", "same-origin", "null").contains(site)
        && headers.header("Sec-Purpose").isEmpty()
        && headers.header("Purpose").isEmpty();
  }

  private void signIn(ServerRequest request, UserDetails person) {
    UsernamePasswordAuthenticationToken known =
        UsernamePasswordAuthenticationToken.authenticated(
            person,
            null,
            List.of(FactorGrantedAuthority.fromAuthority(FactorGrantedAuthority.OTT_AUTHORITY)));
    known.setDetails(clock.instant());
    if (request.servletRequest().getSession(false) != null) {
      request.servletRequest().getSession().invalidate();
    }
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(known);
    request
        .servletRequest()
        .getSession()
        .setAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY, context);
  }
}
