package io.countersign.local.idp;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Has people sign in again where a client asks for it by {@code prompt=login} or {@code max_age}
 * (OpenID Connect Core 1.0, section 3.1.2.1), which the authorization server does not do by itself.
 */
final class FreshLogins extends OncePerRequestFilter {

  private static final String ASKED = FreshLogins.class.getName();

  private final Clock clock;

  FreshLogins(Clock clock) {
    this.clock = clock;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().equals("/oauth2/authorize")
        || allowedAge(request).isEmpty()
        || request.getParameter("state") == null;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String key = ASKED + request.getParameter("state");
    if (!(request.getSession().getAttribute(key) instanceof Instant)) {
      request.getSession().setAttribute(key, clock.instant());
    }
    Instant asked = (Instant) request.getSession().getAttribute(key);
    Instant oldest = asked.minus(allowedAge(request).orElse(Duration.ZERO));
    Authentication login = SecurityContextHolder.getContext().getAuthentication();
    if (at(login).filter(oldest::isBefore).isEmpty()) {
      SecurityContextHolder.clearContext();
    }
    chain.doFilter(request, response);
  }

  /** How old a login may be; empty where any will do. */
  private static Optional<Duration> allowedAge(HttpServletRequest request) {
    if ("login".equals(request.getParameter("prompt"))) {
      return Optional.of(Duration.ZERO);
    }
    return Optional.ofNullable(request.getParameter("max_age"))
        .filter(age -> age.matches("\\d{1,9}"))
        .map(age -> Duration.ofSeconds(Long.parseLong(age)));
  }

  /** When somebody signed in, which is kept as the details of their login. */
  static Optional<Instant> at(@Nullable Authentication login) {
    return login != null && login.getDetails() instanceof Instant at
        ? Optional.of(at)
        : Optional.empty();
  }
}
