package io.countersign.channels.internal;

import io.countersign.spi.review.ChatSignIn.Provider;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** OpenID Connect's authorization code, from the request to the checked claims of an ID token. */
@Component
class OpenIdCode {

  private static final Logger LOG = LoggerFactory.getLogger(OpenIdCode.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration SKEW = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(TIMEOUT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final JsonMapper json = new JsonMapper();
  private final Clock clock;

  OpenIdCode(Clock clock) {
    this.clock = clock;
  }

  /** What a code was worth. */
  sealed interface Redeemed {
    record Claims(Map<String, Object> claims) implements Redeemed {}

    /** In a sentence for whoever signed in. */
    record Failed(String why) implements Redeemed {}
  }

  /** Where a browser is sent. */
  static URI request(Provider provider, URI back, String state, String nonce) {
    UriComponentsBuilder address =
        UriComponentsBuilder.fromUri(provider.authorization())
            .queryParam("response_type", "code")
            .queryParam("client_id", "{client}")
            .queryParam("scope", "{scope}")
            .queryParam("redirect_uri", "{back}")
            .queryParam("state", state)
            .queryParam("nonce", nonce);
    provider.more().forEach((name, value) -> address.queryParam(name, "{" + name + "}"));
    Map<String, Object> values = new java.util.HashMap<>(provider.more());
    values.put("client", provider.clientId());
    values.put("scope", String.join(" ", provider.scopes()));
    values.put("back", back);
    return address.encode().buildAndExpand(values).toUri();
  }

  /** Redeems a code, and believes what comes of it only if everything about it fits. */
  Redeemed redeem(Provider provider, URI back, String code, String nonce) {
    try {
      String token = idToken(provider, back, code);
      if (token.isEmpty()) {
        return new Redeemed.Failed("The sign-in was not taken. Begin again.");
      }
      return new Redeemed.Claims(decoder(provider, nonce).decode(token).getClaims());
    } catch (JwtException e) {
      LOG.warn("An ID token of {} was refused: {}", provider.issuer(), e.getMessage());
      return new Redeemed.Failed("What came back is not signed as it should be. Begin again.");
    } catch (IOException | JacksonException e) {
      LOG.warn("{} does not answer: {}", provider.token(), e.toString());
      return new Redeemed.Failed("The sign-in cannot be checked right now. Try again later.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Redeemed.Failed("The application ends. Try again later.");
    }
  }

  private String idToken(Provider provider, URI back, String code)
      throws IOException, InterruptedException {
    String form =
        form(
            "grant_type", "authorization_code",
            "code", code,
            "redirect_uri", back.toString(),
            "client_id", provider.clientId(),
            "client_secret", provider.clientSecret());
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(provider.token())
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build(),
            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (answer.statusCode() / 100 == 5) {
      throw new IOException("status " + answer.statusCode());
    }
    JsonNode body = json.readTree(answer.body());
    if (!body.path("id_token").isString()) {
      LOG.warn("{} refused a code: {}", provider.token(), body.path("error").asString(""));
      return "";
    }
    return body.path("id_token").asString();
  }

  private NimbusJwtDecoder decoder(Provider provider, String nonce) {
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withJwkSetUri(provider.keys().toString())
            .jwsAlgorithm(SignatureAlgorithm.RS256)
            .build();
    JwtTimestampValidator times = new JwtTimestampValidator(SKEW);
    times.setClock(clock);
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<Jwt>(
            times,
            new JwtClaimValidator<Object>("exp", java.util.Objects::nonNull),
            new JwtIssuerValidator(provider.issuer()),
            new JwtClaimValidator<List<String>>(
                "aud", audience -> List.of(provider.clientId()).equals(audience)),
            new JwtClaimValidator<String>("nonce", nonce::equals)));
    return decoder;
  }

  private static String form(String... fields) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      form.append(form.isEmpty() ? "" : "&")
          .append(fields[i])
          .append('=')
          .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
    }
    return form.toString();
  }
}
