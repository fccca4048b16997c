package io.countersign.access.internal;

import java.net.URI;
import java.util.stream.Collectors;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** What browsers are told about every answer, beside what Spring Security tells them anyway. */
final class PageHeaders {

  private static final String OURS =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; frame-ancestors 'none'; form-action ";

  /** For whoever cannot be a browser of ours: there is nothing to send from here. */
  static final String WITHOUT_FORMS = OURS + "'none'";

  private PageHeaders() {}

  /**
   * Pages load our own styles, scripts and pictures and nothing else. Forms lead to us; signing out
   * leads on to the identity provider.
   */
  static void add(HeadersConfigurer<HttpSecurity> headers, WebClients clients) {
    String policy =
        OURS
            + "'self' "
            + clients.issuers().stream()
                .map(issuer -> origin(issuer.uri()))
                .collect(Collectors.joining(" "));
    headers
        .contentSecurityPolicy(csp -> csp.policyDirectives(policy.strip()))
        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
        .permissionsPolicyHeader(
            permissions ->
                permissions.policy("camera=(), microphone=(), geolocation=(), payment=()"));
  }

  private static String origin(String address) {
    URI uri = URI.create(address);
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }
}
