package io.countersign.access.internal;

import io.countersign.access.SignInAgain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.stereotype.Component;

/**
 * Signing in again. The address that leads to the identity provider passes through the person's
 * hands, who may take out of it what we ask for; so nothing is believed but the token's {@code
 * auth_time} (OpenID Connect Core 1.0, sections 3.1.2.1 and 15.1).
 */
@Component
class StepUp implements SignInAgain {

  private static final String BACK = StepUp.class.getName() + ".BACK";
  private static final String AGAIN = "again";

  @Override
  public Optional<String> begin(HttpServletRequest request, String backTo) {
    Authentication now = SecurityContextHolder.getContext().getAuthentication();
    HttpSession session = request.getSession(false);
    if (session == null || !(now instanceof OAuth2AuthenticationToken token)) {
      return Optional.empty();
    }
    session.setAttribute(BACK, backTo);
    return Optional.of(
        WebClients.BEGIN + token.getAuthorizedClientRegistrationId() + "?" + AGAIN + "=true");
  }

  /** Asks providers for credentials where we want them anew. Whoever adds that, only asks more. */
  static OAuth2AuthorizationRequestResolver requests(WebClients clients) {
    DefaultOAuth2AuthorizationRequestResolver usual =
        new DefaultOAuth2AuthorizationRequestResolver(clients);
    return new OAuth2AuthorizationRequestResolver() {
      @Override
      public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
        return asking(request, usual.resolve(request));
      }

      @Override
      public @Nullable OAuth2AuthorizationRequest resolve(
          HttpServletRequest request, String registration) {
        return asking(request, usual.resolve(request, registration));
      }
    };
  }

  private static @Nullable OAuth2AuthorizationRequest asking(
      HttpServletRequest request, @Nullable OAuth2AuthorizationRequest authorization) {
    return authorization == null || request.getParameter(AGAIN) == null
        ? authorization
        : OAuth2AuthorizationRequest.from(authorization)
            .additionalParameters(Map.of("prompt", "login", "max_age", "0"))
            .build();
  }

  /** Leads back to where somebody had to sign in again; everybody else as usual. */
  static SavedRequestAwareAuthenticationSuccessHandler onward() {
    return new SavedRequestAwareAuthenticationSuccessHandler() {
      @Override
      public void onAuthenticationSuccess(
          HttpServletRequest request, HttpServletResponse response, Authentication authentication)
          throws IOException, jakarta.servlet.ServletException {
        HttpSession session = request.getSession(false);
        if (session != null && session.getAttribute(BACK) instanceof String back) {
          session.removeAttribute(BACK);
          clearAuthenticationAttributes(request);
          getRedirectStrategy().sendRedirect(request, response, back);
        } else {
          super.onAuthenticationSuccess(request, response, authentication);
        }
      }
    };
  }
}
