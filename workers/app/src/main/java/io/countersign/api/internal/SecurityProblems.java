package io.countersign.api.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** How callers are told that nobody knows them, or that they may not. */
@Configuration
class SecurityProblems {

  private static final String METADATA = "/.well-known/oauth-protected-resource";

  /** 401, with the place that says who issues tokens (RFC 9728, RFC 6750). */
  @Bean
  AuthenticationEntryPoint unknownCallers() {
    BearerTokenAuthenticationEntryPoint challenge = new BearerTokenAuthenticationEntryPoint();
    challenge.setResourceMetadataParameterResolver(SecurityProblems::metadata);
    return (request, response, unknown) -> {
      challenge.commence(request, response, unknown);
      Problems.protocol(HttpStatus.valueOf(response.getStatus()), null).write(response);
    };
  }

  private static String metadata(HttpServletRequest request) {
    String path = Objects.equals(request.getServletPath(), "/mcp") ? METADATA + "/mcp" : METADATA;
    return ServletUriComponentsBuilder.fromContextPath(request).path(path).toUriString();
  }

  @Bean
  AccessDeniedHandler forbiddenCalls() {
    BearerTokenAccessDeniedHandler challenge = new BearerTokenAccessDeniedHandler();
    return (request, response, denied) -> {
      challenge.handle(request, response, denied);
      Problems.protocol(HttpStatus.FORBIDDEN, null).write(response);
    };
  }
}
