package io.countersign.api.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.web.SecurityFilterChain;

/** Every call wants a bearer token, except the one that asks whether the server is up. */
@Configuration
class ApiSecurity {

  /**
   * Who may call.
   *
   * @param tokensFile see {@link TokenFile}
   */
  @ConfigurationProperties("countersign.api")
  record ApiProperties(Path tokensFile) {}

  @Bean
  SecurityFilterChain apiFilterChain(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(
            requests ->
                requests.requestMatchers("/api/v1/health").permitAll().anyRequest().authenticated())
        .oauth2ResourceServer(server -> server.opaqueToken(token -> {}))
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        // Bearer tokens are not sent by browsers on their own, so there is no request to forge.
        .csrf(csrf -> csrf.disable())
        .build();
  }

  @Bean
  OpaqueTokenIntrospector tokenIntrospector(ApiProperties properties) {
    TokenFile tokens = TokenFile.read(properties.tokensFile());
    return token ->
        tokens
            .identity(token)
            .map(
                id ->
                    new DefaultOAuth2AuthenticatedPrincipal(
                        id, Map.<String, Object>of("sub", id), List.of()))
            .orElseThrow(() -> new BadOpaqueTokenException("This token is not known here."));
  }
}
