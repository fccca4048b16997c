package io.countersign.access.internal;

import io.countersign.access.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Puts the {@link Caller} on the request. Someone who has proved a name that the directory does not
 * know, or knows no more, is as good as nobody, whatever their token or session says.
 */
class CallerFilter extends OncePerRequestFilter {

  private final Callers callers;

  CallerFilter(Callers callers) {
    this.callers = callers;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication proved = SecurityContextHolder.getContext().getAuthentication();
    if (proved != null
        && proved.isAuthenticated()
        && !(proved instanceof AnonymousAuthenticationToken)) {
      Optional<Caller> caller = callers.of(proved);
      if (caller.isEmpty()) {
        forget(request);
        throw new InvalidBearerTokenException("Nobody active in the directory has this identity.");
      }
      request.setAttribute(Caller.ATTRIBUTE, caller.get());
    }
    chain.doFilter(request, response);
  }

  private static void forget(HttpServletRequest request) {
    SecurityContextHolder.clearContext();
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
  }

  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return true;
  }
}
