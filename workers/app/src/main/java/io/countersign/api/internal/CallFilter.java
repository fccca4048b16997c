package io.countersign.api.internal;

import io.countersign.access.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;

/** What stands before calls of programs, once it is known who calls. */
abstract class CallFilter extends OncePerRequestFilter {

  /** After Spring Security's filters, which stand at -100. */
  static final int FIRST = -60;

  @Override
  protected final boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getRequestURI();
    return !path.startsWith("/api/") && !path.equals("/mcp");
  }

  @Override
  protected final void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    filter(request, response, chain);
  }

  abstract void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException;

  /** Directory id of whoever calls; empty for those who need not say. */
  static Optional<String> caller(HttpServletRequest request) {
    return request.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller
        ? Optional.of(caller.id())
        : Optional.empty();
  }
}
