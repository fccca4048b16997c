package io.countersign.local.idp;

import static org.springframework.security.config.Customizer.withDefaults;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.oidc.IdTokenClaimNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Spring Security's authorization server, set up from {@link IdpUsers}. Carries no stereotype: an
 * application whose component scan reaches this package must not become an identity provider.
 */
@EnableWebSecurity
@EnableWebMvc
class IdpConfiguration {

  private static final int KEY_BITS = 2048;

  @Bean
  @Order(1)
  SecurityFilterChain protocol(HttpSecurity http, RegisteredClientRepository clients, Clock clock)
      throws Exception {
    return http.oauth2AuthorizationServer(
            server -> {
              http.securityMatcher(server.getEndpointsMatcher());
              server
                  .oidc(withDefaults())
                  .deviceAuthorizationEndpoint(device -> device.verificationUri("/activate"))
                  .clientAuthentication(
                      client ->
                          client
                              .authenticationConverter(new TerminalClient.Converter())
                              .authenticationProvider(new TerminalClient.Provider(clients)));
            })
        .addFilterAfter(new FreshLogins(clock), SecurityContextHolderFilter.class)
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .exceptionHandling(
            exceptions ->
                exceptions.defaultAuthenticationEntryPointFor(
                    new LoginUrlAuthenticationEntryPoint("/login"),
                    new MediaTypeRequestMatcher(MediaType.TEXT_HTML)))
        .build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain pages(HttpSecurity http, Clock clock) throws Exception {
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(Invitations.PATH + "*")
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .formLogin(login -> login.authenticationDetailsSource(request -> clock.instant()))
        .build();
  }

  @Bean
  Invitations invitations(String issuer, UserDetailsService people, IdpUsers users, Clock clock) {
    return new Invitations(issuer, people, users, clock);
  }

  @Bean
  RouterFunction<ServerResponse> idpPages(Invitations invitations) {
    return IdpPages.routes(invitations);
  }

  @Bean
  UserDetailsService people(IdpUsers users) {
    List<UserDetails> people =
        users.people().stream()
            .map(human -> User.withUsername(human.name()).password("{noop}" + human.name()).build())
            .toList();
    return new InMemoryUserDetailsManager(people);
  }

  @Bean
  RegisteredClientRepository clients(IdpUsers users) {
    return new InMemoryRegisteredClientRepository(IdpClients.of(users));
  }

  @Bean
  AuthorizationServerSettings settings(String issuer) {
    return AuthorizationServerSettings.builder().issuer(issuer).build();
  }

  @Bean
  JWKSource<SecurityContext> keys() throws JOSEException {
    RSAKey key = new RSAKeyGenerator(KEY_BITS).keyID(UUID.randomUUID().toString()).generate();
    return new ImmutableJWKSet<>(new JWKSet(key));
  }

  @Bean
  JwtDecoder ownTokens(JWKSource<SecurityContext> keys) {
    return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
  }

  /** Access tokens say that they are some, and for whom; ID tokens, when it was proved. */
  @Bean
  OAuth2TokenCustomizer<JwtEncodingContext> claims(IdpUsers users) {
    return context -> {
      if (OidcParameterNames.ID_TOKEN.equals(context.getTokenType().getValue())) {
        Authentication login = context.getPrincipal();
        FreshLogins.at(login)
            .ifPresent(at -> context.getClaims().claim(IdTokenClaimNames.AUTH_TIME, Date.from(at)));
      }
      if (!OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
        return;
      }
      context.getJwsHeader().type("at+jwt");
      context.getClaims().audience(List.of(users.audience()));
      if (context.getAuthorizedScopes().isEmpty()
          && !context.getRegisteredClient().getScopes().isEmpty()) {
        context.getClaims().claim("scope", context.getRegisteredClient().getScopes());
      }
    };
  }
}
