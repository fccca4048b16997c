package io.countersign.access.internal;

import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/**
 * Which paths there are, and how callers prove who they are. What they may do there is said by each
 * endpoint, see {@link AccessGuard}.
 */
@Configuration
class ApiSecurity {

  @Bean
  @Order(2)
  SecurityFilterChain apiFilterChain(
      HttpSecurity http,
      BearerTokens tokens,
      Callers callers,
      OidcProperties oidc,
      AuthenticationEntryPoint unknownCallers,
      AccessDeniedHandler forbidden)
      throws Exception {
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers(Paths.OPEN)
                    .permitAll()
                    .requestMatchers(Paths.API)
                    .authenticated()
                    .requestMatchers("/mcp")
                    .authenticated()
                    .requestMatchers(Paths.PAGES)
                    .authenticated()
                    .anyRequest()
                    .denyAll())
        .oauth2ResourceServer(
            server ->
                server
                    .authenticationManagerResolver(request -> tokens::authenticate)
                    .authenticationEntryPoint(unknownCallers)
                    .accessDeniedHandler(forbidden)
                    .protectedResourceMetadata(
                        metadata ->
                            metadata.protectedResourceMetadataCustomizer(
                                builder ->
                                    oidc.issuers()
                                        .forEach(
                                            issuer -> builder.authorizationServer(issuer.uri())))))
        .addFilterBefore(new CallerFilter(callers), AuthorizationFilter.class)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .headers(
            headers ->
                headers.contentSecurityPolicy(
                    csp -> csp.policyDirectives(PageHeaders.WITHOUT_FORMS)))
        // Bearer tokens are not sent by browsers on their own, so there is no request to forge.
        .csrf(csrf -> csrf.disable())
        .build();
  }
}
