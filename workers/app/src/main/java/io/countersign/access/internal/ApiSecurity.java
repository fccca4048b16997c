package io.countersign.access.internal;

import jakarta.servlet.DispatcherType;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/**
 * Which paths there are, and how callers prove who they are. What they may do there is said by each
 * endpoint, see {@link AccessGuard}.
 */
@Configuration
class ApiSecurity {

  @Bean
  SecurityFilterChain apiFilterChain(HttpSecurity http, Callers callers) throws Exception {
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers("/api/v1/health")
                    .permitAll()
                    .requestMatchers("/api/**")
                    .authenticated()
                    .anyRequest()
                    .denyAll())
        .oauth2ResourceServer(server -> server.opaqueToken(token -> {}))
        .addFilterBefore(new CallerFilter(callers), AuthorizationFilter.class)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        // Bearer tokens are not sent by browsers on their own, so there is no request to forge.
        .csrf(csrf -> csrf.disable())
        .build();
  }

  @Bean
  OpaqueTokenIntrospector tokenIntrospector(AccessProperties properties) {
    TokenFile tokens = properties.tokens().map(TokenFile::read).orElseGet(TokenFile::empty);
    return token ->
        tokens
            .owner(token)
            .map(
                owner ->
                    new DefaultOAuth2AuthenticatedPrincipal(
                        owner.id(),
                        Map.<String, Object>of("sub", owner.id()),
                        authorities(owner.scopes())))
            .orElseThrow(() -> new BadOpaqueTokenException("This token is not known here."));
  }

  private static Set<GrantedAuthority> authorities(Set<String> scopes) {
    return scopes.stream()
        .map(scope -> new SimpleGrantedAuthority(Callers.SCOPE + scope))
        .collect(Collectors.toUnmodifiableSet());
  }
}
