package io.countersign.access.internal;

import io.countersign.access.SignInPlaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.stereotype.Component;

/**
 * The application as a client of the identity providers at which people sign in. A provider is
 * asked what it offers when the first person wants to, not at the start: it may be down then.
 */
@Component
class WebClients implements ClientRegistrationRepository, SignInPlaces {

  static final String BEGIN = "/oauth2/authorization/";

  private final Map<String, Issuer> issuers;
  private final WebProperties web;
  private final Map<String, ClientRegistration> known = new ConcurrentHashMap<>();

  WebClients(OidcProperties oidc, WebProperties web) {
    this.issuers =
        oidc.issuers().stream()
            .filter(issuer -> issuer.webClient() != null)
            .collect(Collectors.toUnmodifiableMap(Issuer::name, Function.identity()));
    this.web = web;
  }

  boolean areThere() {
    return !issuers.isEmpty();
  }

  @Override
  public List<Place> all() {
    return issuers.keySet().stream().sorted().map(name -> new Place(name, BEGIN + name)).toList();
  }

  /** The identity providers at which people sign in with browsers. */
  List<Issuer> issuers() {
    return List.copyOf(issuers.values());
  }

  /** The issuer of this name, which must be there. */
  Issuer issuer(String name) {
    Issuer issuer = issuers.get(name);
    if (issuer == null) {
      throw new IllegalArgumentException("No identity provider '" + name + "' is configured.");
    }
    return issuer;
  }

  @Override
  public @Nullable ClientRegistration findByRegistrationId(String name) {
    Issuer issuer = issuers.get(name);
    return issuer == null ? null : known.computeIfAbsent(name, any -> ask(issuer));
  }

  private ClientRegistration ask(Issuer issuer) {
    try (IssuerMetadata metadata = new IssuerMetadata(issuer)) {
      return ClientRegistrations.fromOidcConfiguration(metadata.fetch())
          .registrationId(issuer.name())
          .clientId(String.valueOf(issuer.webClient()))
          .clientSecret(secret(issuer))
          .scope("openid")
          .redirectUri(web.url() + "/login/oauth2/code/{registrationId}")
          .clientSettings(ClientRegistration.ClientSettings.builder().requireProofKey(true).build())
          .build();
    } catch (IOException e) {
      throw new AuthenticationServiceException(
          "The identity provider '" + issuer.name() + "' does not answer as it should.", e);
    }
  }

  private static String secret(Issuer issuer) throws IOException {
    String file = issuer.webClientSecretFile();
    return file == null || file.isBlank() ? "" : Files.readString(Path.of(file)).strip();
  }
}
