package io.countersign.access.internal;

import io.countersign.access.Allowed;
import io.countersign.access.AllowedToAll;
import io.countersign.access.CallDenied;
import io.countersign.access.Caller;
import io.countersign.identity.Role;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Lets a call through to an endpoint if the caller has a role that the endpoint allows. Runs before
 * the body is read. An endpoint that says nothing is nobody's.
 *
 * <p>Handlers that are no controller methods are left to the paths of {@link ApiSecurity}, which
 * denies those that it does not name.
 */
class AccessGuard implements HandlerInterceptor {

  private static final Logger LOG = LoggerFactory.getLogger(AccessGuard.class);

  private final ApplicationEventPublisher events;

  AccessGuard(ApplicationEventPublisher events) {
    this.events = events;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (!(handler instanceof HandlerMethod method)
        || request.getDispatcherType() == DispatcherType.ERROR) {
      return true;
    }
    AllowedToAll toAll = method.getMethodAnnotation(AllowedToAll.class);
    Object found = request.getAttribute(Caller.ATTRIBUTE);
    if (toAll != null && (toAll.anonymous() || found != null)) {
      return true;
    }
    if (!(found instanceof Caller caller)) {
      throw new InsufficientAuthenticationException("This call takes someone who is known.");
    }
    Allowed allowed = method.getMethodAnnotation(Allowed.class);
    List<Role> roles = allowed == null ? List.of() : Arrays.asList(allowed.value());
    if (roles.stream().noneMatch(caller::is)) {
      LOG.warn(
          "{} may not {} {}: it takes one of {}.",
          caller.id(),
          request.getMethod(),
          request.getRequestURI().replaceAll("[^!-~]", "?"),
          roles);
      events.publishEvent(denied(caller, request));
      throw new Denied(caller, roles);
    }
    return true;
  }

  private static CallDenied denied(Caller caller, HttpServletRequest request) {
    Map<String, String> places = new HashMap<>();
    if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
        instanceof Map<?, ?> found) {
      found.forEach((name, value) -> places.put(String.valueOf(name), String.valueOf(value)));
    }
    return new CallDenied(
        caller,
        request.getMethod()
            + " "
            + request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE),
        places,
        Objects.requireNonNullElse(request.getHeader("User-Agent"), ""));
  }
}
