package io.countersign.access.internal;

import io.countersign.access.Caller;
import io.countersign.identity.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/**
 * The management port: health for whoever reaches it, metrics for whoever reaches it where that is
 * this machine alone, and else for operators and auditors, by their token.
 */
@Configuration
@ConditionalOnManagementPort(ManagementPortType.DIFFERENT)
class ManagementSecurity {

  private final boolean open;

  ManagementSecurity(Environment environment) {
    this.open =
        environment.getProperty("countersign.operations.open-metrics", Boolean.class, false)
            || isLoopback(environment.getProperty("management.server.address", ""));
  }

  private static boolean isLoopback(String address) {
    try {
      return !address.isBlank() && InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  @Bean
  @Order(0)
  SecurityFilterChain managementFilterChain(HttpSecurity http, BearerTokens tokens, Callers callers)
      throws Exception {
    return http.securityMatcher(EndpointRequest.toAnyEndpoint())
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(EndpointRequest.to("health"))
                    .permitAll()
                    .anyRequest()
                    .access(
                        (authentication, context) ->
                            new AuthorizationDecision(open || mayRead(context.getRequest()))))
        .oauth2ResourceServer(
            server -> server.authenticationManagerResolver(request -> tokens::authenticate))
        .addFilterBefore(new CallerFilter(callers), AuthorizationFilter.class)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(csrf -> csrf.disable())
        .build();
  }

  private static boolean mayRead(HttpServletRequest request) {
    return request.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller
        && (caller.is(Role.OPERATOR) || caller.is(Role.AUDITOR));
  }
}
