package io.countersign.access.internal;

import static org.springframework.security.config.Customizer.withDefaults;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.JWTProcessor;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.client.OidcBackChannelLogoutHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.oidc.session.InMemoryOidcSessionRegistry;
import org.springframework.security.oauth2.client.oidc.session.OidcSessionRegistry;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;

/**
 * People's browsers: they sign in at an identity provider and are known by a session from then on.
 * Calls with an Authorization header are none of theirs, see {@link ApiSecurity}.
 */
@Configuration
class WebSecurity {

  @Bean
  @Order(1)
  SecurityFilterChain webFilterChain(
      HttpSecurity http,
      WebClients clients,
      DirectoryUsers users,
      WebProperties web,
      Callers callers,
      AuthenticationEntryPoint unknownCallers,
      AccessDeniedHandler forbidden)
      throws Exception {
    return http.securityMatcher(request -> clients.areThere() && mayBeABrowsers(request))
        .authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers(Paths.OPEN)
                    .permitAll()
                    .requestMatchers(Paths.API)
                    .authenticated()
                    .requestMatchers(Paths.PAGES)
                    .authenticated()
                    .anyRequest()
                    .denyAll())
        .oauth2Login(
            login ->
                login
                    .loginPage("/")
                    .clientRegistrationRepository(clients)
                    .userInfoEndpoint(info -> info.oidcUserService(users))
                    .authorizationEndpoint(
                        begin -> begin.authorizationRequestResolver(StepUp.requests(clients)))
                    .successHandler(StepUp.onward())
                    .failureUrl("/?refused"))
        .oidcLogout(
            logout -> logout.clientRegistrationRepository(clients).backChannel(withDefaults()))
        .logout(logout -> logout.logoutSuccessHandler(atTheProviderToo(clients, web)))
        .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens(web)).spa())
        .requestCache(cache -> cache.requestCache(onlyPages()))
        .headers(headers -> PageHeaders.add(headers, clients))
        .exceptionHandling(
            exceptions ->
                exceptions
                    .authenticationEntryPoint(entryPoint(clients, unknownCallers))
                    .accessDeniedHandler(forbidden))
        .addFilterBefore(new CallerFilter(callers), AuthorizationFilter.class)
        .build();
  }

  /** Not what programs alone ask for, which are told there how to get a token. */
  private static boolean mayBeABrowsers(HttpServletRequest request) {
    String path = request.getRequestURI();
    return request.getHeader("Authorization") == null
        && !path.equals("/mcp")
        && !path.startsWith("/.well-known/");
  }

  /** Which sessions came from which sign-in at a provider. */
  @Bean
  OidcSessionRegistry providerSessions() {
    return new InMemoryOidcSessionRegistry();
  }

  /** Ends sessions when their provider says so; it finds them by their cookie. */
  @Bean
  OidcBackChannelLogoutHandler backChannelLogout(OidcSessionRegistry sessions, WebProperties web) {
    OidcBackChannelLogoutHandler handler = new OidcBackChannelLogoutHandler(sessions);
    handler.setSessionCookieName(web.cookie());
    return handler;
  }

  /** After signing in, people go on to the page that they wanted; nothing else is kept. */
  private static RequestCache onlyPages() {
    HttpSessionRequestCache cache = new HttpSessionRequestCache();
    cache.setRequestMatcher(WebSecurity::isPage);
    return cache;
  }

  private static boolean isPage(HttpServletRequest request) {
    return request.getMethod().equals("GET")
        && !request.getRequestURI().startsWith("/api/")
        && String.valueOf(request.getHeader("Accept")).contains("text/html");
  }

  /** Browsers that want a page are sent to where people sign in; everything else is told no. */
  private static AuthenticationEntryPoint entryPoint(
      WebClients clients, AuthenticationEntryPoint refusal) {
    return (request, response, fault) -> {
      if (!isPage(request)) {
        refusal.commence(request, response, fault);
      } else if (clients.all().size() == 1) {
        response.sendRedirect(clients.all().getFirst().path());
      } else {
        response.sendRedirect("/");
      }
    };
  }

  private static OidcClientInitiatedLogoutSuccessHandler atTheProviderToo(
      WebClients clients, WebProperties web) {
    OidcClientInitiatedLogoutSuccessHandler handler =
        new OidcClientInitiatedLogoutSuccessHandler(clients);
    handler.setPostLogoutRedirectUri(web.url() + "/");
    return handler;
  }

  private static CookieCsrfTokenRepository csrfTokens(WebProperties web) {
    CookieCsrfTokenRepository tokens = CookieCsrfTokenRepository.withHttpOnlyFalse();
    tokens.setCookieCustomizer(cookie -> cookie.secure(web.isSecure()).sameSite("Lax").path("/"));
    return tokens;
  }

  /** ID tokens are checked with the same keys and algorithms as access tokens. */
  @Bean
  JwtDecoderFactory<ClientRegistration> idTokens(WebClients clients, Clock clock) {
    Map<String, JWTProcessor<SecurityContext>> processors = new ConcurrentHashMap<>();
    return registration -> {
      Issuer issuer = clients.issuer(registration.getRegistrationId());
      OidcIdTokenValidator validator = new OidcIdTokenValidator(registration);
      validator.setClock(clock);
      validator.setClockSkew(issuer.clockSkew());
      NimbusJwtDecoder decoder =
          new NimbusJwtDecoder(
              processors.computeIfAbsent(issuer.name(), any -> IssuerDecoder.processor(issuer)));
      decoder.setJwtValidator(validator);
      decoder.setClaimSetConverter(IssuerDecoder.asTheyCame());
      return decoder;
    };
  }

  @Bean
  ServletContextInitializer sessionCookie(WebProperties web) {
    return context -> {
      context.getSessionCookieConfig().setName(web.cookie());
      context.getSessionCookieConfig().setSecure(web.isSecure());
      context.getSessionCookieConfig().setHttpOnly(true);
      context.getSessionCookieConfig().setPath("/");
    };
  }
}
